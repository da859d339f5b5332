namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>Where tracefs is: given, already mounted, or mounted for this process alone.</summary>
internal sealed class Tracefs : IDisposable
{
    private readonly DetachedMount? _own;

    private Tracefs(string root, DetachedMount? own)
    {
        Root = root;
        _own = own;
    }

    public string Root { get; }

    /// <summary>For people: the path, or that it was mounted for this run.</summary>
    public string Description => _own is null ? Root : "mounted for this run alone";

    /// <param name="given">What the user named, or <see langword="null"/>.</param>
    /// <exception cref="KernelRefusedException">There is none and none can be mounted, or what was given is none.</exception>
    public static Tracefs Open(string? given)
    {
        if (given is not null)
        {
            return Directory.Exists(Path.Combine(given, "instances")) && Directory.Exists(Path.Combine(given, "events"))
                ? new Tracefs(given, own: null)
                : throw new KernelRefusedException($"{given} is not a tracefs mount: it has no events and instances");
        }

        // Mounted twice it is the same file system; the mount that is there is as good as our own and needs no right to mount.
        string? mounted = ReadMounts().FirstOrDefault(root => Directory.Exists(Path.Combine(root, "instances")));
        if (mounted is not null)
        {
            return new Tracefs(mounted, own: null);
        }

        var own = DetachedMount.Open();
        return new Tracefs(own.Path, own);
    }

    public void Dispose() => _own?.Dispose();

    private static string[] ReadMounts()
    {
        try
        {
            return [.. MountTable.WritableMounts(File.ReadAllText("/proc/self/mountinfo"), "tracefs")];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
