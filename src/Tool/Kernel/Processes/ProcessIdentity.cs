namespace AppFrag.Tool.Kernel.Processes;

internal enum ProcessState
{
    /// <summary>It ran all the time, so everything under its id was its own.</summary>
    Running,

    /// <summary>It began or ended while it was watched; its id may have been another's as well, so only what carries the same name is put together.</summary>
    Passing,

    /// <summary>Its id counts in another container: it cannot be looked up here.</summary>
    Elsewhere,
}

/// <summary>Who an event belongs to.</summary>
/// <param name="Id">Of the process; of the thread where the process could not be found any more.</param>
/// <param name="Name">Of the process as long as it runs, otherwise of the thread as the kernel recorded it.</param>
/// <param name="State">How far the two can be relied on.</param>
internal readonly record struct ProcessIdentity(int Id, string Name, ProcessState State)
{
    public bool IsThisTool => State == ProcessState.Running && Id == Environment.ProcessId;
}
