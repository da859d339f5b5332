namespace AppFrag.Model;

/// <summary>Whose memory the kernel's files describe.</summary>
public enum HostScope
{
    /// <summary>The machine, physical or virtual, that the process runs on.</summary>
    Host,

    /// <summary>The node: the process is in a container, whose kernel and memory it shares with others.</summary>
    Node,
}
