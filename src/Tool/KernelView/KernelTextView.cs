using System.Globalization;
using AppFrag.Model;
using AppFrag.Tool.Kernel.Report;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.KernelView;

/// <summary>The watch for people: the verdict, the tables it rests on, and what could not be watched.</summary>
internal sealed class KernelTextView(int top)
{
    private static readonly Style Quiet = new(Color.Grey);
    private readonly IAnsiConsole _console = Terminals.Open();

    public void Show(KernelReport report)
    {
        string early = report.Observed < report.Requested ? $" of {Units.Seconds(report.Requested)}, ended early" : "";
        string counted = report.CountedBy.Count == 0 ? "" : $"; counted in the kernel by {string.Join(" and ", report.CountedBy)}";
        Line(string.Create(CultureInfo.InvariantCulture, $"Kernel memory events over {report.Observed.TotalSeconds:0.0} s{early}, Linux {report.KernelRelease}{counted}"), Quiet);
        _console.WriteLine();
        Line(KernelVerdict.Of(report), new Style(report.Mixing is { Harmful: > 0 } ? Color.Yellow : Color.Green, decoration: Decoration.Bold));
        if (report.Mixing is { } mixing)
        {
            MixingSection(mixing);
        }

        WaitSection("compaction by process", report.Compaction, "succeeded", wait => wait.Successes);
        WaitSection("direct reclaim by process", report.DirectReclaim, "pages freed", wait => wait.PagesReclaimed);
        if (report.Allocations is { } allocations)
        {
            KernelTextTables.Sites(_console, allocations, top);
            KernelTextTables.Sizes(_console, allocations, top);
        }

        if (report.Caches is { } caches)
        {
            KernelTextTables.Caches(_console, caches, top);
        }

        Faults(report);
        Sources(report.Sources);
    }

    private void MixingSection(MixingReport mixing)
    {
        _console.WriteLine();
        if (mixing.Types.Count == 0)
        {
            Line("mixing of page types: none");
        }
        else
        {
            var table = KernelTextTables.Start(_console, "mixing of page types", "events", "wanted", "taken from", "what became of the block");
            foreach (var types in mixing.Types.Take(top))
            {
                string fate = types.IsHarmful ? "keeps its type, mixed" : types.IsPart ? "changed its type" : "taken whole";
                table.AddRow(KernelTextTables.Number(types.Events), Safe(types.Wanted), Safe(types.TakenFrom), new Text(fate, types.IsHarmful ? new Style(Color.Yellow) : Style.Plain));
            }

            _console.Write(table);
        }

        if (mixing.Processes is { Count: > 0 } processes)
        {
            var table = KernelTextTables.Start(_console, "mixed by", "events", "process");
            foreach (var process in processes.Take(top))
            {
                table.AddRow(KernelTextTables.Number(process.Events), KernelTextTables.Process(process.Process));
            }

            _console.Write(table);
        }

        string[] changes =
        [
            .. mixing.BlocksBefore.Where(before => mixing.BlocksAfter.GetValueOrDefault(before.Key, before.Value) != before.Value)
                .Select(before => $"{SafeText.OneLine(before.Key)} {Units.Count(before.Value)} → {Units.Count(mixing.BlocksAfter[before.Key])}"),
        ];
        Line(changes.Length == 0 ? "pageblocks by type: unchanged" : "pageblocks by type: " + string.Join(", ", changes), Quiet);
    }

    private void WaitSection(string title, WaitReport? waits, string lastColumn, Func<ProcessWait, long> last)
    {
        if (waits is null)
        {
            return;
        }

        _console.WriteLine();
        if (waits.Processes.Count == 0)
        {
            Line($"{title}: none" + (waits.StillOpen > 0 ? $" ended, {Units.Count(waits.StillOpen)} going on" : ""));
            return;
        }

        var table = KernelTextTables.Start(_console, title, "runs", "total", "longest", lastColumn, "process");
        foreach (var wait in waits.Processes.Take(top))
        {
            table.AddRow(
                KernelTextTables.Number(wait.Runs),
                new Text(Units.Microseconds(wait.Microseconds)),
                new Text(Units.Microseconds(wait.LongestMicroseconds)),
                KernelTextTables.Number(last(wait)),
                KernelTextTables.Process(wait.Process, wait.IsBackground ? "background" : null));
        }

        _console.Write(table);
    }

    private void Faults(KernelReport report)
    {
        if (report.PageFaults is not { } faults)
        {
            return;
        }

        _console.WriteLine();
        var table = KernelTextTables.Start(_console, "page faults of processes", "per second", "events", "process");
        foreach (var process in faults.Processes.Take(top))
        {
            table.AddRow(
                new Text((process.Events / Math.Max(report.Observed.TotalSeconds, 1e-3)).ToString("N0", CultureInfo.InvariantCulture)),
                KernelTextTables.Number(process.Events),
                KernelTextTables.Process(process.Process));
        }

        _console.Write(table);
        string[] context = [.. new[] { ("pgmajfault", "from disk"), ("workingset_refault_anon", "refaults of anonymous pages"), ("workingset_refault_file", "refaults of file pages") }
            .Where(counter => report.Vmstat.ContainsKey(counter.Item1))
            .Select(counter => $"{counter.Item2} {Units.Count(report.Vmstat[counter.Item1])}")];
        Line("Nearly all are the first touch of a page, which is normal" + (context.Length == 0 ? "." : $"; {string.Join(", ", context)}."), Quiet);
    }

    private void Sources(IReadOnlyList<SourceStatus> sources)
    {
        var worthNaming = sources.Where(source => source.State != SourceState.Ok || source.Reason is not null).ToArray();
        if (worthNaming.Length == 0)
        {
            return;
        }

        _console.WriteLine();
        Line("Not watched, or not all of it:");
        foreach (var sameReason in worthNaming.GroupBy(source => source.Reason ?? ""))
        {
            Line($"  {string.Join(", ", sameReason.Select(source => source.Name))}: {SafeText.OneLine(sameReason.Key)}", Quiet);
        }
    }

    private static Text Safe(string text) => new(SafeText.OneLine(text));

    private void Line(string text, Style? style = null)
    {
        _console.Write(new Text(text, style));
        _console.WriteLine();
    }
}
