using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>
/// Our indexes against those that the kernel computes itself, a hundred times while memory churns. The free lists change all
/// the time, so each snapshot lies between two readings of ours: what did not change from the one to the other must be equal
/// to the last digit; what did change was a race, and is taken again.
/// </summary>
public class DebugfsEqualityTests
{
    private const int Snapshots = 100;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private int _races;
    private int _unexplained;

    [Fact]
    public void Indexes_HundredSnapshotsWhileMemoryChurns_EqualDebugfs()
    {
        using var debugfs = Debugfs.Open();
        using var before = new HostSource(new HostRoots(), TimeProvider.System);
        using var after = new HostSource(new HostRoots(), TimeProvider.System);
        string previous = "";
        var clock = Stopwatch.StartNew();
        using var churn = new MemoryChurn();
        int snapshots = 0;
        int windows = 0;
        while (snapshots < Snapshots && clock.Elapsed < Deadline)
        {
            windows++;
            // Only free lists that have moved since make another snapshot.
            if (Compare(debugfs, before, after, clock) is { } freeLists && freeLists != previous)
            {
                snapshots++;
                previous = freeLists;
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{snapshots} snapshots, each of other free lists than the one before, from {windows} comparisons in {clock.Elapsed.TotalSeconds:0.0} s; {_races} races, {_unexplained} not explained at once");
        Assert.True(snapshots == Snapshots, $"only {snapshots} of {Snapshots} snapshots agreed within {Deadline}: {_races} races, and {_unexplained} times an unequal index although the free lists were the same before and after");
    }

    /// <summary>Takes windows until every zone stood still in one and was equal there; the free lists seen then, or <see langword="null"/> out of time.</summary>
    private string? Compare(Debugfs debugfs, HostSource before, HostSource after, Stopwatch clock)
    {
        HashSet<(int Node, string Zone)>? open = null;
        var freeLists = new List<string>();
        while (clock.Elapsed < Deadline)
        {
            before.Tick(out _);
            string unusableText = debugfs.Read("unusable_index");
            string fragmentationText = debugfs.Read("extfrag_index");
            after.Tick(out _);

            var first = before.CaptureReport().Zones;
            var second = after.CaptureReport().Zones;
            var unusable = Debugfs.Rows(unusableText);
            var fragmentation = Debugfs.Rows(fragmentationText);
            Assert.Equal(first.Count, unusable.Count);
            open ??= [.. first.Select(Key)];
            for (int i = 0; i < first.Count; i++)
            {
                if (!open.Contains(Key(first[i])))
                {
                    continue;
                }

                if (!first[i].FreeBlocks.SequenceEqual(second[i].FreeBlocks))
                {
                    _races++;
                }
                else if (first[i].UnusableIndex.SequenceEqual(unusable[i]) && first[i].FragmentationIndex.SequenceEqual(fragmentation[i]))
                {
                    open.Remove(Key(first[i]));
                    freeLists.Add(string.Join(' ', first[i].FreeBlocks));
                }
                else
                {
                    // Blocks may have been taken and given back within the window: then the next windows agree.
                    _unexplained++;
                }
            }

            if (open.Count == 0)
            {
                return string.Join('\n', freeLists);
            }
        }

        return null;
    }

    private static (int Node, string Zone) Key(ZoneReport zone) => (zone.Node, zone.Zone);
}
