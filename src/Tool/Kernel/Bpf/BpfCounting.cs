using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>
/// Counting with small BPF programs at the tracepoints. Needs no trace instance, leaves nothing behind even when the process
/// is killed (programs and tables go with their descriptors), counts by process, and matches what is freed with what was
/// allocated.
/// </summary>
internal sealed class BpfCounting(Func<string, EventFormat> formatOf) : ICounting
{
    private readonly Dictionary<TableSpec, Started> _started = [];

    public string Name => "BPF";

    public bool KnowsProcesses => true;

    public void Start(TableSpec table)
    {
        if (!BpfSyscall.IsKnownArchitecture)
        {
            throw new KernelRefusedException("BPF: not tried on this processor architecture");
        }

        var maps = CountingMaps.Create(table);
        var programs = new List<BpfProgram>();
        try
        {
            if (table.ReleasedBy is { } releasedBy)
            {
                // Before what it matches: an address that came back unseen would look held.
                var releaseFormat = formatOf(releasedBy);
                programs.Add(BpfProgram.Attach(ReleaseProgram.Assemble(releaseFormat, maps.Rows, maps.Outstanding!), releaseFormat.Id));
            }

            var format = formatOf(table.Event);
            programs.Add(BpfProgram.Attach(new CountingProgram(table, format, maps).Assemble(), format.Id));
            _started.Add(table, new Started(maps, programs));
        }
        catch
        {
            programs.ForEach(program => program.Dispose());
            maps.Dispose();
            throw;
        }
    }

    public void Stop()
    {
        foreach (var program in _started.Values.SelectMany(started => started.Programs).Reverse())
        {
            program.Stop();
        }
    }

    public CountedTable Read(TableSpec table)
    {
        var started = _started[table];
        var rows = started.Maps.Rows.ReadAll().Select(entry => CountingLayout.Parse(table, entry)).Where(row => row.Hits > 0).ToArray();
        long lost = (long)started.Maps.Lost.ReadCounter() + started.Programs.Sum(program => program.ReadMisses());
        return new CountedTable(rows, lost, MatchesReleases: started.Maps.Outstanding is not null);
    }

    public void Dispose()
    {
        foreach (var (maps, programs) in _started.Values)
        {
            programs.ForEach(program => program.Dispose());
            maps.Dispose();
        }

        _started.Clear();
    }

    private sealed record Started(CountingMaps Maps, List<BpfProgram> Programs);
}
