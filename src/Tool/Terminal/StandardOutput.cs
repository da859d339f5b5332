using Microsoft.Win32.SafeHandles;

namespace AppFrag.Tool.Terminal;

/// <summary>
/// Standard output that reports a closed pipe. The console's own stream swallows it, so that <c>appfrag host --watch | head</c>
/// would go on for ever.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <exception cref="IOException">On writing: the reader is gone.</exception>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        var pipe = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!pipe.CanSeek)
        {
            return pipe;
        }

        // Of a file it would keep a position of its own, and what the shell writes next would land on top.
        pipe.Dispose();
        return Console.OpenStandardOutput();
    }
}
