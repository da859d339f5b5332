using System.Globalization;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>
/// tracefs mounted for this process alone: fsopen(2) and fsmount(2) make a mount that is in no mount table and that the
/// kernel drops with its descriptor, so that nothing stays behind however the process ends. Linux 5.2.
/// </summary>
internal sealed class DetachedMount : IDisposable
{
    // These three have one number on all architectures.
    private const int FsOpen = 430;
    private const int FsConfig = 431;
    private const int FsMount = 432;

    private const int ConfigCreate = 6;
    private const int OpenCloseOnExec = 1;
    private const int MountCloseOnExec = 1;

    private int _mount;

    private DetachedMount(int mount) => _mount = mount;

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{_mount}");

    /// <exception cref="KernelRefusedException">tracefs cannot be mounted.</exception>
    public static DetachedMount Open()
    {
        int context = Call(FsOpen, new PinnedBytes("tracefs"), OpenCloseOnExec);
        try
        {
            Check(LinuxCalls.Syscall(FsConfig, context, ConfigCreate, 0, 0, 0));
            return new DetachedMount(Check(LinuxCalls.Syscall(FsMount, context, MountCloseOnExec, 0, 0, 0)));
        }
        finally
        {
            _ = LinuxCalls.Close(context);
        }
    }

    public void Dispose()
    {
        if (_mount >= 0)
        {
            _ = LinuxCalls.Close(_mount);
            _mount = -1;
        }
    }

    private static int Call(int number, PinnedBytes text, nint flags)
    {
        nint result = LinuxCalls.Syscall(number, text.Address, flags, 0, 0, 0);
        GC.KeepAlive(text);
        return Check(result);
    }

    private static int Check(nint result) => result >= 0
        ? (int)result
        : throw new KernelRefusedException(LinuxCalls.LastError switch
        {
            19 => "this kernel is built without tracefs (CONFIG_TRACING)",
            LinuxCalls.NotImplemented => "tracefs is not mounted: mount -t tracefs nodev /sys/kernel/tracing",
            var error => $"tracefs is not mounted and cannot be: {LinuxCalls.DescribeRefusal(error)}",
        });
}
