using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// What the GC says of its latest collections when asked (<see cref="GC.GetGCMemoryInfo(GCKind)"/>, own process only):
/// sizes and holes to the byte as in its events, but not the free list apart from small holes, not the reason, and of
/// several collections between two questions only the last.
/// </summary>
internal sealed class GcPoll
{
    /// <summary>Stands for a reason that was not told.</summary>
    public const int ReasonUnknown = -1;

    private long _lastFull = GC.GetGCMemoryInfo(GCKind.FullBlocking).Index;
    private long _lastBackground = GC.GetGCMemoryInfo(GCKind.Background).Index;

    /// <summary>Sizes and holes after the latest collection, without telling the free list from small holes.</summary>
    public static GenerationSizes Sizes() => SizesOf(GC.GetGCMemoryInfo(GCKind.Any));

    /// <summary>The longest pause of the latest collection.</summary>
    public static TimeSpan LatestPause()
    {
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan pause in GC.GetGCMemoryInfo(GCKind.Any).PauseDurations)
        {
            longest = pause > longest ? pause : longest;
        }

        return longest;
    }

    /// <summary>Adds the collections of generation 2 that have ended since the last call, as far as they can still be asked for and are not in the list.</summary>
    public void TakeGen2(List<GcSample> samples)
    {
        Take(GCKind.FullBlocking, ref _lastFull, samples);
        Take(GCKind.Background, ref _lastBackground, samples);
    }

    private static void Take(GCKind kind, ref long last, List<GcSample> samples)
    {
        GCMemoryInfo info = GC.GetGCMemoryInfo(kind);
        if (info.Index == last)
        {
            return;
        }

        last = info.Index;
        if (samples.Exists(s => s.Index == info.Index))
        {
            // An event has told more of it.
            return;
        }

        samples.Add(new GcSample
        {
            Timestamp = Stopwatch.GetTimestamp(),
            Index = info.Index,
            Generation = 2,
            Reason = ReasonUnknown,
            Sizes = SizesOf(info),
        });
    }

    private static GenerationSizes SizesOf(in GCMemoryInfo info)
    {
        ReadOnlySpan<GCGenerationInfo> generations = info.GenerationInfo;
        GenerationSizes sizes = default;
        for (int i = 0; i < Math.Min(generations.Length, GenerationSizes.Count); i++)
        {
            sizes[i] = new GenerationSize(generations[i].SizeAfterBytes, generations[i].FragmentationAfterBytes, 0);
        }

        return sizes;
    }
}
