namespace AppFrag.Analyzers.Pools;

/// <summary>In which form a value refers to a rental.</summary>
internal enum RentalForm : byte
{
    /// <summary>The array, or the owner of the memory: what can be returned.</summary>
    Itself,

    /// <summary>A span, memory or segment of it.</summary>
    View,

    /// <summary>A stream over it, which never returns it.</summary>
    Stream,
}
