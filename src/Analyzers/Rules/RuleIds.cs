namespace AppFrag.Analyzers.Rules;

/// <summary>Bands: AF0xxx buffers, AF1xxx pool correctness, AF2xxx production profile. An id is never reused.</summary>
internal static class RuleIds
{
    public const string LargeArray = "AF0001";
    public const string InputSizedBuffer = "AF0002";
    public const string WholeContentBuffered = "AF0004";
}
