namespace AppFrag.Tool.Runs;

/// <summary>A file that cannot be reported on; the message is the one line that says what and where.</summary>
internal sealed class UnreadableRecordingException(string message) : Exception(message);
