namespace AppFrag.Sources.Runtime;

/// <summary>The socket on which a runtime takes commands, <c>dotnet-diagnostic-PID-KEY-socket</c> in its temporary folder; on Windows it is a named pipe.</summary>
internal static class DiagnosticSocketFile
{
    /// <summary>The path, whether it is there or not. On Linux the key is when the process started (GetProcessIdDisambiguationKey, src/coreclr/pal).</summary>
    /// <param name="folder">The temporary folder of the process.</param>
    /// <param name="processId">As the process itself sees it.</param>
    /// <param name="startTicks">See <see cref="ProcessStart.Ticks"/>.</param>
    public static string Path(string folder, string processId, string startTicks) =>
        System.IO.Path.Combine(folder, $"dotnet-diagnostic-{processId}-{startTicks}-socket");

    /// <summary>The newest of an id, for when its key is not known: who is killed leaves its socket behind, and the id may be used again.</summary>
    /// <param name="folder">The temporary folder of the process.</param>
    /// <param name="processId">As the process itself sees it.</param>
    /// <returns>The path; <see langword="null"/> when there is none, or none that this user may see.</returns>
    public static string? Newest(string folder, string processId)
    {
        try
        {
            return Directory.EnumerateFiles(folder, $"dotnet-diagnostic-{processId}-*-socket").MaxBy(File.GetLastWriteTimeUtc);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No such folder, or another user's process.
            return null;
        }
    }
}
