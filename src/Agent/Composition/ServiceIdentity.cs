using System.Reflection;

namespace AppFrag.Composition;

/// <summary>What the service calls itself: for the first line of a profile.</summary>
/// <param name="Name"><c>OTEL_SERVICE_NAME</c>, else the name of the entry assembly.</param>
/// <param name="Version">Version of the entry assembly.</param>
/// <param name="Commit">Commit that it was built from, as the SDK writes it behind the <c>+</c> of the informational version.</param>
internal sealed record ServiceIdentity(string Name, string Version, string Commit)
{
    private const int ShortCommit = 12;

    public static ServiceIdentity OfThisProcess()
    {
        var entry = Assembly.GetEntryAssembly();
        string name = Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } given ? given : entry?.GetName().Name ?? "";
        return Of(name, entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "");
    }

    public static ServiceIdentity Of(string name, string informationalVersion)
    {
        int plus = informationalVersion.IndexOf('+', StringComparison.Ordinal);
        string version = plus < 0 ? informationalVersion : informationalVersion[..plus];
        string commit = plus < 0 ? "" : informationalVersion[(plus + 1)..];

        // Other build systems put other things there.
        return commit.Length > 0 && commit.All(char.IsAsciiHexDigit)
            ? new ServiceIdentity(name, version, commit.Length > ShortCommit ? commit[..ShortCommit] : commit)
            : new ServiceIdentity(name, version, "");
    }
}
