namespace AppFrag.Tool.Kernel.Counting;

/// <summary>How events are counted in the kernel.</summary>
internal enum CountingChoice
{
    /// <summary>BPF, and hist triggers for what BPF cannot.</summary>
    Auto,

    Bpf,

    Hist,
}
