namespace AppFrag.Tool.Collect;

/// <summary>Nothing can be recorded; the message is the one line that says why.</summary>
internal sealed class CannotAttachException(string message) : Exception(message);
