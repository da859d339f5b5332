using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Rules;

/// <summary>What the rules about pools report.</summary>
internal static class PoolDescriptors
{
    public static readonly DiagnosticDescriptor NotReturned = Create(
        RuleIds.RentalNotReturned,
        "Rented buffer is not returned",
        "'{0}' is rented here and {1}; {2}",
        DiagnosticSeverity.Warning,
        "A rental that is not returned costs more than an array: the pool makes a new one for the next user, and the garbage collector takes the lost one.");

    public static readonly DiagnosticDescriptor ReturnedTwice = Create(
        RuleIds.RentalReturnedTwice,
        "Rented buffer is returned twice",
        "'{0}' was already returned at line {1}; the pool then gives the same array to two users, so return it once",
        DiagnosticSeverity.Warning,
        "An array that is in the pool twice is rented by two users at the same time, who overwrite each other's data.");

    public static readonly DiagnosticDescriptor UsedAfterReturn = Create(
        RuleIds.RentalUsedAfterReturn,
        "Rented buffer is used after it was returned",
        "'{0}' {1} line {2}; {3}",
        DiagnosticSeverity.Warning,
        "After the return the array belongs to whoever rents it next. Reading it shows somebody else's data, writing to it damages that data. An operation that was started and not awaited goes on after the return.");

    public static readonly DiagnosticDescriptor LengthTakenAsExact = Create(
        RuleIds.RentalLengthTakenAsExact,
        "Length of a rented buffer is taken as exact",
        "'{0}' takes all of '{1}', which is at least as long as was asked for and holds what its last user left; give the length that is in use{2}",
        DiagnosticSeverity.Warning,
        "A pool hands out arrays of at least the length that was asked for: 'Rent(100)' yields 128 elements. What lies beyond the part in use is left over from others.");

    public static readonly DiagnosticDescriptor EscapesAndReturned = Create(
        RuleIds.RentalEscapesAndReturned,
        "Rented buffer escapes and is returned as well",
        "'{0}' {1} although it is given back to the pool at line {2}; hand out a copy, or let the receiver return it",
        DiagnosticSeverity.Warning,
        "Whoever gets the buffer works on an array that the pool has already given to somebody else.");

    public static readonly DiagnosticDescriptor ReturnedToOtherPool = Create(
        RuleIds.RentalReturnedToOtherPool,
        "Array is returned to a pool it does not come from",
        "'{0}' {1}; {2}",
        DiagnosticSeverity.Warning,
        "The shared pool throws an ArgumentException for an array of a length that it would not make itself; any other array stays in a pool whose limits it was not counted for.");

    public static readonly DiagnosticDescriptor NotReturnedOnException = Create(
        RuleIds.RentalNotReturnedOnException,
        "Rented buffer is not returned when an exception is thrown",
        "'{0}' is returned on every path but that of an exception{1}; return it there only if no operation can still be working on it",
        DiagnosticSeverity.Hidden,
        "A buffer that is not returned is collected like any other array. A buffer that is returned while a failed or cancelled operation still writes to it is damaged data, so this rule is for those who know that nothing does.",
        isEnabledByDefault: false);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, string description, bool isEnabledByDefault = true) =>
        new(id, title, message, Rule.PoolsCategory, severity, isEnabledByDefault, description, Rule.HelpLink(id));
}
