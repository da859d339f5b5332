namespace AppFrag.Corpus;

/// <summary>Something that the person who started the program can mend; the message says what and where.</summary>
internal sealed class CorpusException(string message) : Exception(message);
