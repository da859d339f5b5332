using AppFrag.Correlation;
using AppFrag.Export.Profiles;

namespace AppFrag.Composition;

/// <summary>
/// Keeps what the sites of the last hour were and writes it as a profile: soon after the start, then less and less often up to once
/// a minute, and once more at the end. The hour is kept as minutes, each a small profile; what is written is their merger.
/// Used by the agent's own thread only.
/// </summary>
internal sealed class ProfileRecorder(string path, ServiceIdentity service, Timeline timeline, TimeProvider timeProvider)
{
    private const int Minutes = 60;
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstWrite = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    // A burst reaches the timeline a good second after its end, when its requests' routes are known.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(3);

    private readonly Queue<Profile> _minutes = [];
    private readonly string _path = ProfileFile.PathOf(path);
    private long _sliceStart = timeProvider.GetTimestamp();
    private long _writtenAt = timeProvider.GetTimestamp();
    private TimeSpan _interval = FirstWrite;

    /// <summary>Takes in what is new, and writes when it is time.</summary>
    /// <exception cref="IOException">The file cannot be written. It is tried again when it is next due.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Tick()
    {
        bool isDue = timeProvider.GetElapsedTime(_writtenAt) >= _interval;
        bool isWhole = timeProvider.GetElapsedTime(_sliceStart) >= Slice + Lateness;
        if (!isDue && !isWhole)
        {
            return;
        }

        long now = timeProvider.GetTimestamp();
        long to = now - TicksOf(Lateness);
        Profile? current = to > _sliceStart ? Between(_sliceStart, to) : null;
        if (isWhole && current is not null)
        {
            _minutes.Enqueue(current);
            current = null;
            _sliceStart = to;
            if (_minutes.Count > Minutes)
            {
                _minutes.Dequeue();
            }
        }

        if (isDue)
        {
            _writtenAt = now;
            _interval = _interval * 2 < LongestInterval ? _interval * 2 : LongestInterval;
            Write(current);
        }
    }

    /// <summary>The last word of a process that ends; nothing when the last one is young, or nothing was ever seen.</summary>
    /// <inheritdoc cref="Tick" path="/exception"/>
    public void Finish()
    {
        long now = timeProvider.GetTimestamp();
        if (timeProvider.GetElapsedTime(_writtenAt) > Lateness && now > _sliceStart)
        {
            Write(Between(_sliceStart, now));
        }
    }

    private void Write(Profile? current)
    {
        Profile[] parts = current is null ? [.. _minutes] : [.. _minutes, current];

        // An earlier run's profile is worth more than the news that this one has seen nothing yet.
        if (parts.Any(part => part.Rows.Count > 0))
        {
            ProfileFile.Write(_path, ProfileMerge.Merge(parts, ProfileRows.MaxRows));
        }
    }

    private Profile Between(long from, long to)
    {
        TimelineWindow window = timeline.Window(from, to);
        var allocated = AllocatedBytes.Between([.. window.Runtime.Where(sample => sample.Timestamp <= to).Select(sample => (sample.Timestamp, sample.AllocatedBytes))]);
        var sites = SiteEstimator.Sites([.. window.Bursts.Where(burst => burst.Start < to)], allocated, ProfileRows.IsProfiled);
        var header = new ProfileHeader(timeProvider.GetUtcNow(), service.Name, service.Version, service.Commit, timeProvider.GetElapsedTime(from, to).TotalSeconds);

        // Few samples of a minute can be many in an hour.
        return new Profile(header, ProfileRows.Of(sites, leastSamples: 1));
    }

    private long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * timeProvider.TimestampFrequency);
}
