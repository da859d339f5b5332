namespace AppFrag.Analyzers.Rules;

/// <summary>Bands: AF0xxx buffers, AF1xxx pool correctness, AF2xxx production profile. An id is never reused.</summary>
internal static class RuleIds
{
    public const string LargeArray = "AF0001";
    public const string InputSizedBuffer = "AF0002";
    public const string IterationBuffer = "AF0003";
    public const string WholeContentBuffered = "AF0004";
    public const string GrowingStream = "AF0005";
    public const string GrowingText = "AF0006";
    public const string GrowingCollection = "AF0007";
    public const string LongPinned = "AF0008";

    public const string RentalNotReturned = "AF1001";
    public const string RentalReturnedTwice = "AF1002";
    public const string RentalUsedAfterReturn = "AF1003";
    public const string RentalLengthTakenAsExact = "AF1004";
    public const string RentalEscapesAndReturned = "AF1005";
    public const string RentalReturnedToOtherPool = "AF1006";
    public const string ReferencesReturnedUncleared = "AF1007";
    public const string RentRoundsUp = "AF1008";
    public const string RentalNotReturnedOnException = "AF1009";

    public const string ProfiledAllocation = "AF2001";
    public const string ProfileOutdated = "AF2002";
}
