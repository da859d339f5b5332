namespace AppFrag.Analyzers.Pools;

internal enum FindingKind
{
    NeverReturned,
    LostOnAPath,
    LostByException,
    ReturnedTwice,
    UsedAfterReturn,
    PendingAtReturn,
    TakenWhole,
    LengthTakenAsExact,
    EscapesAndReturned,
    ReturnedToOtherPool,
    NotRented,
}
