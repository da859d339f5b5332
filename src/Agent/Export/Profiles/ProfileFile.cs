using System.Text;

namespace AppFrag.Export.Profiles;

/// <summary>Puts a profile in its place in one step: who reads it sees the old one or the new one.</summary>
internal static class ProfileFile
{
    /// <summary><c>{pid}</c> and <c>{host}</c> stand for the process id and the name of the machine, for instances that share a directory.</summary>
    public static string PathOf(string pattern) => Path.GetFullPath(pattern
        .Replace("{pid}", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{host}", Environment.MachineName, StringComparison.Ordinal));

    /// <exception cref="IOException">The directory does not exist, the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The place is not the process's to write to.</exception>
    public static void Write(string path, Profile profile)
    {
        string partial = path + ".partial";
        try
        {
            File.WriteAllText(partial, ProfileWriter.Write(profile), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            TryDelete(partial);
            throw;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What kept it from being written keeps it from being deleted; the first reason is the one to tell.
        }
    }
}
