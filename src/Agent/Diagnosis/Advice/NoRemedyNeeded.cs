namespace AppFrag.Diagnosis.Advice;

/// <summary>The row of the advice table that people need most: leave it alone.</summary>
internal static class NoRemedyNeeded
{
    public static Remedy Instance { get; } = new()
    {
        Action = "Nothing. Leave the kernel's settings as they are; this is information, not a fault.",
        Verify = "appfrag host --watch under load: the index matters only if stalls, huge-page fallbacks or pressure rise as well.",
    };
}
