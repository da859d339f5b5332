namespace AppFrag.Analyzers.Candidates;

/// <summary>What a word in a file may be the start of, as far as its text tells.</summary>
[Flags]
internal enum Hints
{
    None = 0,

    /// <summary><c>new T[…]</c>.</summary>
    Array = 1,

    /// <summary><c>new MemoryStream(…)</c> and other types with a capacity.</summary>
    Capacity = 2,

    /// <summary><c>new List&lt;T&gt;()</c> and other collections.</summary>
    Collection = 4,

    /// <summary>Calls that allocate an array of a stated length.</summary>
    Allocation = 8,

    /// <summary>Calls that put a whole body or file into one object.</summary>
    WholeRead = 16,

    /// <summary>Calls that make one string, and <c>+=</c>.</summary>
    Text = 32,

    /// <summary><c>GCHandle.Alloc</c>.</summary>
    Pin = 64,

    /// <summary>Renting and returning.</summary>
    Pool = 128,

    /// <summary>Calls that register a handler.</summary>
    Registration = 256,

    /// <summary>Calls that make the loop around them a message loop.</summary>
    LoopCall = 512,
}
