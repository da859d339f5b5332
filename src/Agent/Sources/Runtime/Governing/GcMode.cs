namespace AppFrag.Sources.Runtime.Governing;

/// <summary>How much of the GC's events is read; each step down costs less and tells less.</summary>
internal enum GcMode
{
    /// <summary>Every collection and pause, and each heap's generations before and after.</summary>
    Events,

    /// <summary>Every collection and pause; the generations come from polling. Pays where many heaps report (server GC).</summary>
    Pauses,

    /// <summary>No session but for a moment now and then: the generations come from polling, most pauses are not seen one by one.</summary>
    Polling,
}
