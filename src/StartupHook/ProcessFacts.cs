namespace AppFrag.StartupHook;

/// <summary>What the decision rests on. Values only, so that it can be tested for runtimes that this machine does not have.</summary>
internal sealed class ProcessFacts
{
    public ProcessFacts(Version runtime, string baseDirectory, string assemblies, string agentPath, Func<string, string?> variable)
    {
        Runtime = runtime;
        BaseDirectory = baseDirectory;
        Assemblies = assemblies;
        AgentPath = agentPath;
        Variable = variable;
    }

    public Version Runtime { get; }

    /// <summary>Folder of the program.</summary>
    public string BaseDirectory { get; }

    /// <summary>Paths of all assemblies that the program came with, framework included, as the runtime lists them.</summary>
    public string Assemblies { get; }

    /// <summary>Where the agent should be.</summary>
    public string AgentPath { get; }

    /// <summary>An environment variable; <see langword="null"/> when unset.</summary>
    public Func<string, string?> Variable { get; }

    public static ProcessFacts OfThisProcess() => new(
        Environment.Version,
        AppContext.BaseDirectory,
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "",
        AgentLoader.AgentPath,
        Environment.GetEnvironmentVariable);

    public bool HasAssembly(string name) =>
        Assemblies.IndexOf(Path.DirectorySeparatorChar + name + ".dll", StringComparison.OrdinalIgnoreCase) >= 0;
}
