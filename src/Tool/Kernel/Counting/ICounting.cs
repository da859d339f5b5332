using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Counting;

/// <summary>A way to count inside the kernel, so that frequent events never have to be streamed out of it.</summary>
internal interface ICounting : IDisposable
{
    /// <summary>Short stable name for reports.</summary>
    string Name { get; }

    /// <summary>Whether the id of a <see cref="KeyKind.Task"/> is that of the process (otherwise of the thread).</summary>
    bool KnowsProcesses { get; }

    /// <summary>Starts one table. Tables are apart: one that cannot be counted leaves the others alone.</summary>
    /// <exception cref="KernelRefusedException">It cannot be counted; the message says why.</exception>
    void Start(TableSpec table);

    /// <summary>Stops all tables.</summary>
    void Stop();

    /// <summary>Reads a table that was started.</summary>
    /// <exception cref="KernelRefusedException">It cannot be read.</exception>
    CountedTable Read(TableSpec table);
}
