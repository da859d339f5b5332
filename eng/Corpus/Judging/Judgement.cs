namespace AppFrag.Corpus.Judging;

/// <summary>What a person concluded from reading the code at a finding's place.</summary>
/// <param name="Path">In the repository at the pinned commit.</param>
/// <param name="Line">One-based.</param>
/// <param name="Id">Rule id.</param>
/// <param name="Severity">As reported when it was judged.</param>
/// <param name="Verdict"><c>true</c>, <c>false</c>, or <c>?</c> while nobody has read it.</param>
/// <param name="Why">The reason in a few words.</param>
internal sealed record Judgement(string Path, int Line, string Id, string Severity, string Verdict, string Why)
{
    public const string Unread = "?";

    public (string Path, int Line, string Id) Place => (Path, Line, Id);
}
