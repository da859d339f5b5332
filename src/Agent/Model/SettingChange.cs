namespace AppFrag.Model;

/// <summary>Where a setting lives, which decides how it is changed and how it is made to last.</summary>
public enum SettingKind
{
    /// <summary>A kernel setting under <c>/proc/sys</c>; <c>sysctl.d</c> makes it last.</summary>
    Sysctl,

    /// <summary>A kernel setting in sysfs; <c>tmpfiles.d</c> makes it last.</summary>
    Sysfs,

    /// <summary>The limit of a control group; whoever made the group (systemd, a container runtime) makes it last.</summary>
    Cgroup,

    /// <summary>An environment variable of the service, read once when its runtime starts.</summary>
    Environment,
}

/// <summary>The one setting that a finding's command changes. AppFrag prints it and never writes it.</summary>
public sealed record SettingChange
{
    /// <summary>Where the setting lives.</summary>
    public required SettingKind Kind { get; init; }

    /// <summary>Its name as its own tools spell it: <c>vm.watermark_scale_factor</c>, an absolute path in sysfs, or <c>DOTNET_GCConserveMemory</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its value when the finding was made; <see langword="null"/> when that cannot be read, as of another process's environment.</summary>
    public string? CurrentValue { get; init; }

    /// <summary>What the kernel or the runtime itself uses unless told otherwise, computed for this machine where it depends on the machine; <see langword="null"/> when there is no such value.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>The value that the command sets.</summary>
    public required string ProposedValue { get; init; }
}
