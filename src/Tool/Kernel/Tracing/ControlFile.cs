using System.Text;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>
/// Writes to a control file of tracefs. Never truncates: opening a <c>trigger</c> file with O_TRUNC removes every trigger
/// in it.
/// </summary>
internal static class ControlFile
{
    /// <exception cref="KernelRefusedException">The kernel does not take it, or the file is not there.</exception>
    public static void Write(string path, string command)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(command + "\n"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KernelRefusedException(Describe(path, exception));
        }
    }

    /// <exception cref="KernelRefusedException">The kernel does not hand it out, or the file is not there.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KernelRefusedException(Describe(path, exception));
        }
    }

    /// <summary>The end of the path is what the reader knows; its start may be a mount of our own.</summary>
    private static string Describe(string path, Exception exception)
    {
        int events = path.LastIndexOf("/events/", StringComparison.Ordinal);
        string shown = events < 0 ? Path.GetFileName(path) : path[(events + 1)..];
        return exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => $"{shown} does not exist in this kernel",
            UnauthorizedAccessException => $"{shown}: {LinuxCalls.DescribeRefusal(LinuxCalls.PermissionDenied)}",
            // .NET keeps errno in HResult.
            IOException { HResult: LinuxCalls.PermissionDenied or LinuxCalls.AccessDenied } => $"{shown}: {LinuxCalls.DescribeRefusal(LinuxCalls.PermissionDenied)}",
            IOException { HResult: LinuxCalls.InvalidArgument } => $"{shown}: the kernel does not understand the request",
            _ => $"{shown}: {LinuxCalls.Describe(exception.HResult)}",
        };
    }
}
