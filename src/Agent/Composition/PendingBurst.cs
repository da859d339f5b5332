using AppFrag.Model;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>A burst whose requests may not have ended yet.</summary>
/// <param name="Burst">When it was.</param>
/// <param name="Samples">What it gave.</param>
/// <param name="Roots">Place of the local root of each sample's span; none when unattributed.</param>
/// <param name="RepresentedSeconds">From the end of the burst before to the end of this one.</param>
/// <param name="RepresentedBytes">What the process allocated in that time.</param>
internal sealed record PendingBurst(RawBurst Burst, IReadOnlyList<AllocationSample> Samples, IReadOnlyList<SpanPlace> Roots, double RepresentedSeconds, long RepresentedBytes)
{
    /// <summary>Samples come before the call that opens the session returns; on a busy machine that can be most of them.</summary>
    public long Start => Samples.Aggregate(Burst.Start, (earliest, sample) => Math.Min(earliest, sample.Timestamp));

    /// <summary>And they come until the runtime has closed it.</summary>
    public long End => Samples.Aggregate(Burst.End, (latest, sample) => Math.Max(latest, sample.Timestamp));
}
