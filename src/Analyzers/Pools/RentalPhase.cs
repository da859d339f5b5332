namespace AppFrag.Analyzers.Pools;

internal enum RentalPhase : byte
{
    NotRented,
    Rented,
    Returned,
}
