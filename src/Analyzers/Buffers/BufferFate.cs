namespace AppFrag.Analyzers.Buffers;

/// <summary>Whether a buffer is still needed after the iteration that made it.</summary>
internal enum BufferFate
{
    /// <summary>Every use is over by then.</summary>
    Stays,

    /// <summary>It is handed to code that may keep it.</summary>
    Unclear,

    /// <summary>It is returned, stored or collected: the next iteration needs another one.</summary>
    Leaves,
}
