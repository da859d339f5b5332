namespace AppFrag.Export.Profiles;

/// <summary>Where a profile comes from. Text is empty when unknown. Compiled into the analyzers too, for netstandard2.0.</summary>
internal sealed class ProfileHeader
{
    public ProfileHeader(DateTimeOffset generated, string service, string version, string commit, double windowSeconds)
    {
        Generated = generated;
        Service = service;
        Version = version;
        Commit = commit;
        WindowSeconds = windowSeconds;
    }

    /// <summary>When it was written.</summary>
    public DateTimeOffset Generated { get; }

    public string Service { get; }

    /// <summary>Version of the service.</summary>
    public string Version { get; }

    /// <summary>Commit that the service was built from.</summary>
    public string Commit { get; }

    /// <summary>How long was looked, added up over the instances.</summary>
    public double WindowSeconds { get; }
}
