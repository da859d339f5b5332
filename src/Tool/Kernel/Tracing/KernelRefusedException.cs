namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>The kernel does not let something be watched; the message is the reason, for people.</summary>
internal sealed class KernelRefusedException(string reason) : Exception(reason);
