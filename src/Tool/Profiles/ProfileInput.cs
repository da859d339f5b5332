using System.Text;
using AppFrag.Export.Profiles;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Profiles;

/// <summary>A profile from a file that somebody has given.</summary>
internal static class ProfileInput
{
    /// <summary>Every profile begins so, whatever its version.</summary>
    private const string Start = "# appfrag.profile/";

    // Four bytes a character at most.
    private const long MaxBytes = 4L * ProfileReader.MaxLength;

    /// <summary>Whether the file says that it is a profile; what it is otherwise, others find out.</summary>
    public static bool IsProfile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            byte[] start = new byte[Start.Length + Encoding.UTF8.Preamble.Length];
            int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            ReadOnlySpan<byte> text = start.AsSpan(0, length);
            return (text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text).StartsWith(Encoding.UTF8.GetBytes(Start));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <exception cref="UnreadableRecordingException">One line with the file and, where it is the content, the line.</exception>
    public static Profile Read(string path)
    {
        string text;
        try
        {
            if (Directory.Exists(path))
            {
                throw new UnreadableRecordingException($"{path}: is a directory; give a file");
            }

            using var stream = File.OpenRead(path);
            if (stream.CanSeek && stream.Length > MaxBytes)
            {
                throw new UnreadableRecordingException(FormattableString.Invariant($"{path}: is too large for a profile: {stream.Length:N0} bytes"));
            }

            using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            text = reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new UnreadableRecordingException($"{path}: is no text in UTF-8, so no profile");
        }
        catch (FileNotFoundException)
        {
            throw new UnreadableRecordingException($"{path}: no such file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UnreadableRecordingException($"{path}: cannot be read: {exception.Message}");
        }

        var reading = ProfileReader.Read(text);
        return reading.Profile ?? throw new UnreadableRecordingException(FormattableString.Invariant($"{path}:{reading.ErrorLine}: {reading.Error}"));
    }
}
