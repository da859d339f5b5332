namespace AppFrag.Analyzers.Pools;

/// <summary>What one variable holds on one path.</summary>
internal enum ValueKind : byte
{
    /// <summary>Nothing that is followed.</summary>
    Unknown,
    Null,
    True,
    False,

    /// <summary>A number or an enumeration member, as a state variable holds it.</summary>
    Constant,

    /// <summary>An array that was created, not rented.</summary>
    Created,

    /// <summary>A rental itself or a view of it.</summary>
    Rental,

    /// <summary>An object or a delegate that has rentals inside.</summary>
    Holder,

    /// <summary>An operation that works on rentals until it completes.</summary>
    Task,
}
