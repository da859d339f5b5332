namespace AppFrag.Sources.Host;

/// <summary>Puts into words why a kernel file could not be read and what would change that.</summary>
internal static class ReadFailure
{
    // errno values that Linux shares between all architectures .NET runs on; .NET keeps them in HResult.
    private const int PermissionDenied = 1;
    private const int AccessDenied = 13;
    private const int NotSupported = 95;

    public static string Describe(Exception exception, string path, string remedy) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"{path} does not exist: {remedy}",
        UnauthorizedAccessException when Directory.Exists(path) => $"{path} is a directory",
        UnauthorizedAccessException => Permission(path),
        IOException { HResult: PermissionDenied or AccessDenied } => Permission(path),
        IOException { HResult: NotSupported } => $"{path} is switched off in this kernel (EOPNOTSUPP): {remedy}",
        InvalidDataException => exception.Message,
        _ => $"{path} cannot be read: {exception.Message}",
    };

    private static string Permission(string path) =>
        $"{path} is not readable for this user: {(Environment.IsPrivilegedProcess ? "the kernel refuses it even to root (lockdown or a container's restrictions)" : "needs root" + Mode(path))}";

    private static string Mode(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        try
        {
            return $" (mode {Convert.ToString((int)File.GetUnixFileMode(path), 8).PadLeft(4, '0')})";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its directory is closed as well: the mode is then no help.
            return "";
        }
    }
}
