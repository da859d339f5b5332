using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>The other numbers of the host, a line per subject; a subject that could not be read has no line here, its source is named below.</summary>
internal static class HostNumbers
{
    public static Grid Table(HostPicture picture)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2)).AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        foreach (var (subject, text) in Lines(picture))
        {
            grid.AddRow(new Text(subject), new Text(text));
        }

        return grid;
    }

    private static IEnumerable<(string Subject, string Text)> Lines(HostPicture picture)
    {
        var report = picture.Report;
        if (report.Memory.TryGetValue("MemTotal", out long total))
        {
            yield return ("Memory", $"{Units.Bytes(total)}, free {Memory(report, "MemFree")}, available {Memory(report, "MemAvailable")}; "
                + $"kernel objects {Memory(report, "Slab")}, of them not reclaimable {Memory(report, "SUnreclaim")}");
        }

        if (report.Cgroup is { } cgroup)
        {
            string limit = cgroup.IsUnlimited ? "no limit" : cgroup.LimitBytes is { } bytes ? "limit " + Units.Bytes(bytes) : "limit unknown";
            string reached = cgroup.Events.TryGetValue("max", out long max) ? $", reached {Units.Count(max)} times" : "";
            yield return ("Own cgroup", SafeText.OneLine($"{Units.Bytes(cgroup.CurrentBytes)} in use, {limit}{reached} (v{cgroup.Version} {cgroup.Path})"));
        }

        foreach (string scope in (string[])["host", "cgroup"])
        {
            if (report.PressureTotals.TryGetValue(scope + "/some", out long some))
            {
                long rise = scope == "host" ? picture.Last.HostPressureSome - picture.First.HostPressureSome : picture.Last.CgroupPressureSome - picture.First.CgroupPressureSome;
                string full = report.PressureTotals.TryGetValue(scope + "/full", out long all) ? $", all tasks {Units.Microseconds(all)}" : "";
                yield return ($"Pressure, {scope}", $"some task waited {Units.Microseconds(some)}{full} in all{Since(picture, Units.Microseconds(rise))}");
            }
        }

        if (picture.Last.AllocationStalls >= 0)
        {
            yield return ("Stalls", string.Join(", ", Counters(picture)));
        }

        if (report.TransparentHugePages.TryGetValue("enabled", out string? enabled))
        {
            yield return ("Huge pages", $"enabled {enabled}" + (report.TransparentHugePages.TryGetValue("defrag", out string? defrag) ? $", defrag {defrag}" : ""));
        }

        if (report.Sysctl.TryGetValue("min_free_kbytes", out long minFree))
        {
            string recommended = report.RecommendedMinFreeKbytes is { } kernels ? $" (the kernel's own recommendation: {kernels})" : "";
            string scale = report.Sysctl.TryGetValue("watermark_scale_factor", out long factor) ? $", watermark_scale_factor {factor}" : "";
            yield return ("Reserves", $"min_free_kbytes {minFree}{recommended}{scale}");
        }

        foreach (var node in report.Nodes.Where(node => node.ProactiveScore is not null))
        {
            string start = node.ProactiveStartsAt is { } at ? $", proactive compaction starts above {at}" : "";
            yield return ($"Node {node.Node}", $"fragmentation score {node.ProactiveScore}{start}");
        }

        if (report.SlabCaches.Count > 0)
        {
            yield return ("Kernel caches", SafeText.OneLine(string.Join(", ", report.SlabCaches.Take(4).Select(cache => $"{cache.Name} {Units.Bytes(cache.Bytes)}"))));
        }
    }

    private static IEnumerable<string> Counters(HostPicture picture)
    {
        (string Name, long Before, long Now)[] counters =
        [
            ("compaction", picture.First.CompactionStalls, picture.Last.CompactionStalls),
            ("compaction failed", picture.First.CompactionFailures, picture.Last.CompactionFailures),
            ("allocation", picture.First.AllocationStalls, picture.Last.AllocationStalls),
            ("huge-page fallback", picture.First.ThpFaultFallbacks, picture.Last.ThpFaultFallbacks),
        ];
        return counters.Where(counter => counter.Now >= 0)
            .Select(counter => $"{counter.Name} {Units.Count(counter.Now)}{(picture.HasTwoReadings ? $" (+{Units.Count(counter.Now - counter.Before)})" : "")}");
    }

    private static string Since(HostPicture picture, string rise) =>
        picture.HasTwoReadings ? $"; in the last {Units.Seconds(picture.Window.Length)}: {rise}" : "";

    private static string Memory(HostReport report, string field) =>
        report.Memory.TryGetValue(field, out long bytes) ? Units.Bytes(bytes) : "unknown";
}
