namespace AppFrag.Tool.Runs;

/// <summary>A file that was asked for cannot be written; the message says which, and why.</summary>
internal sealed class CannotWriteException(string message) : Exception(message);
