namespace AppFrag.Sources.Runtime;

/// <summary>The socket on which a runtime takes commands, <c>dotnet-diagnostic-PID-KEY-socket</c> in its temporary folder; on Windows it is a named pipe.</summary>
internal static class DiagnosticSocketFile
{
    /// <param name="folder">The temporary folder of the process.</param>
    /// <param name="processId">As the process itself sees it.</param>
    /// <returns>The path; <see langword="null"/> when there is none, or none that this user may see.</returns>
    public static string? Find(string folder, string processId)
    {
        try
        {
            // An id that was used again leaves its predecessor's socket behind: the newest is the live one.
            return Directory.EnumerateFiles(folder, $"dotnet-diagnostic-{processId}-*-socket").MaxBy(File.GetLastWriteTimeUtc);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No such folder, or another user's process.
            return null;
        }
    }
}
