namespace AppFrag.StartupHook;

/// <summary>What is said of a service that says nothing of itself. OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES overrule it.</summary>
internal sealed record ServiceIdentity(string Assembly, IReadOnlyDictionary<string, object> Attributes)
{
    public string Name => Assembly;

    public static ServiceIdentity OfThisProcess()
    {
        var attributes = new Dictionary<string, object> { ["process.pid"] = (long)Environment.ProcessId };
        if (HostIdentity.Read("/") is { } host)
        {
            attributes["host.id"] = host;
        }

        // The entry assembly is not known before Main.
        string program = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name
            ?? Path.GetFileNameWithoutExtension(Environment.GetCommandLineArgs()[0]);
        return new ServiceIdentity(program, attributes);
    }
}
