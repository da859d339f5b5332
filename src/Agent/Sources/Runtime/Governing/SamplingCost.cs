namespace AppFrag.Sources.Runtime.Governing;

/// <summary>
/// What cannot be measured thread by thread: the CPU time that the runtime spends inside the application's threads to
/// write events, and on its own threads to open and close a session. Rounded up from measurements on .NET 10.0.12
/// (docs/adr/0007): too high only makes the agent observe less.
/// </summary>
internal static class SamplingCost
{
    /// <summary>Writing one event, its stack aside.</summary>
    public static readonly TimeSpan Event = TimeSpan.FromMicroseconds(2);

    /// <summary>
    /// Walking one frame of its stack, of which a request of ASP.NET Core has fifty and more; a hundred are walked at most. Not rounded up: 0.12 to
    /// 0.16 µs on one machine (Intel Xeon); on another (AMD EPYC) whole samples had cost 1 to 5 µs.
    /// </summary>
    public static readonly TimeSpan Frame = TimeSpan.FromMicroseconds(0.1);

    /// <summary>Opening and closing one session, beyond what the agent's own threads use.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromMilliseconds(1.5);

    /// <summary>All of one burst but its samples, to plan with.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(4);

    /// <summary>All of one sample, to plan with: written, read, tied to its span and its site.</summary>
    public static readonly TimeSpan Sample = TimeSpan.FromMicroseconds(8);

    /// <summary>Naming all methods once, about 10,000 of them.</summary>
    public static readonly TimeSpan Naming = TimeSpan.FromMilliseconds(150);

    /// <summary>All of one GC event, to plan with.</summary>
    public static readonly TimeSpan GcEvent = TimeSpan.FromMicroseconds(4);
}
