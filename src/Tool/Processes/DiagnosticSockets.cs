using System.Globalization;
using System.Text;
using AppFrag.Sources.Runtime;

namespace AppFrag.Tool.Processes;

/// <summary>
/// Where a process's diagnostic socket is: in our temporary folder; in the one that the process itself was given
/// (TMPDIR of /proc/PID/environ); for a process of another container below its root directory, under the id that it has
/// there (NSpid of /proc/PID/status). Linux and macOS; on Windows it is a named pipe.
/// </summary>
internal static class DiagnosticSockets
{
    /// <summary>The path; <see langword="null"/> when there is none, or none that this user may see.</summary>
    public static string? Find(int processId)
    {
        string id = processId.ToString(CultureInfo.InvariantCulture);
        (string Folder, string Id)[] places = [(Path.GetTempPath(), id), .. OperatingSystem.IsLinux() ? PlacesInside(id) : []];

        // A killed process of the same id may have left its socket in our folder.
        return (OperatingSystem.IsLinux() && ProcessStart.Ticks(id) is { } start
                ? places.Select(place => DiagnosticSocketFile.Path(place.Folder, place.Id, start)).FirstOrDefault(File.Exists)
                : null)
            ?? places.Select(place => DiagnosticSocketFile.Newest(place.Folder, place.Id)).FirstOrDefault(path => path is not null);
    }

    private static (string Folder, string Id)[] PlacesInside(string id)
    {
        string root = $"/proc/{id}/root";
        string inner = InnerId(id) ?? id;
        return [(root + TemporaryFolderOf(id), inner), (root + "/tmp", inner)];
    }

    private static string? InnerId(string id) =>
        ReadOrNull($"/proc/{id}/status")?.Split('\n').FirstOrDefault(line => line.StartsWith("NSpid:", StringComparison.Ordinal))?.Split('\t', ' ')[^1].Trim();

    private static string TemporaryFolderOf(string id)
    {
        const string Name = "TMPDIR=";
        string? entry = ReadOrNull($"/proc/{id}/environ")?.Split('\0').FirstOrDefault(text => text.StartsWith(Name, StringComparison.Ordinal));
        return entry is not null && entry[Name.Length..].StartsWith('/') ? entry[Name.Length..] : "/tmp";
    }

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
