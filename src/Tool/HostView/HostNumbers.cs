using System.Globalization;
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
            grid.AddRow(new Text(subject), new Text(SafeText.OneLine(text)));
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
            yield return ("Own cgroup", $"{Units.Bytes(cgroup.CurrentBytes)} in use, {limit}{reached} (v{cgroup.Version} {cgroup.Path})");
        }

        foreach (string scope in (string[])["host", "cgroup"])
        {
            if (report.PressureTotals.TryGetValue(scope + "/some", out long some))
            {
                long rise = scope == "host" ? picture.Last.HostPressureSome - picture.First.HostPressureSome : picture.Last.CgroupPressureSome - picture.First.CgroupPressureSome;
                string full = report.PressureTotals.TryGetValue(scope + "/full", out long all) ? $", all tasks {Units.Microseconds(all)}" : "";
                long before = scope == "host" ? picture.Last.HostPressureSome - picture.Previous.HostPressureSome : picture.Last.CgroupPressureSome - picture.Previous.CgroupPressureSome;
                yield return ($"Pressure, {scope}", $"some task waited {Units.Microseconds(some)}{full} in all{Since(picture, Units.Microseconds(rise))}{Now(picture, before)}");
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

        if (report.Process is { MemoryMaps: { } maps, MemoryMapLimit: { } mapLimit })
        {
            yield return ("Mappings", $"{Units.Count(maps)} of {Units.Count(mapLimit)} (vm.max_map_count) in the process");
        }

        if (report.Pageblocks.Count > 0)
        {
            yield return ("Pageblocks", string.Join(", ", report.Pageblocks.Where(type => type.Pageblocks > 0).Select(type => $"{type.Type} {Units.Count(type.Pageblocks)}")));
        }

        if (report.SlabCaches.Count > 0)
        {
            yield return ("Kernel caches", string.Join(", ", report.SlabCaches.Take(4).Select(cache => $"{cache.Name} {Units.Bytes(cache.Bytes)}")));
        }
    }

    private static IEnumerable<string> Counters(HostPicture picture)
    {
        (string Name, Func<HostSample, long> Of)[] counters =
        [
            ("compaction", sample => sample.CompactionStalls),
            ("compaction failed", sample => sample.CompactionFailures),
            ("allocation", sample => sample.AllocationStalls),
            ("huge-page fallback", sample => sample.ThpFaultFallbacks),
        ];
        return counters.Where(counter => counter.Of(picture.Last) >= 0)
            .Select(counter => $"{counter.Name} {Units.Count(counter.Of(picture.Last))}{Rate(picture, counter.Of)}");
    }

    /// <summary>The rise over the window, and what that is a second since the reading before.</summary>
    private static string Rate(HostPicture picture, Func<HostSample, long> counter)
    {
        if (!picture.HasTwoReadings)
        {
            return "";
        }

        long rise = counter(picture.Last) - counter(picture.First);
        double now = (counter(picture.Last) - counter(picture.Previous)) / Math.Max(picture.SincePrevious.TotalSeconds, 0.001);
        return rise == 0 ? " (+0)" : string.Create(CultureInfo.InvariantCulture, $" (+{rise:N0}, {now:0.#}/s now)");
    }

    /// <summary>Share of the time since the reading before that some task waited.</summary>
    private static string Now(HostPicture picture, long microseconds) =>
        picture.Window.Host.Count > 2 ? $", now {Units.Percent((int)Math.Clamp(microseconds / Math.Max(picture.SincePrevious.TotalMilliseconds, 1), 0, 1000))} of the time" : "";

    private static string Since(HostPicture picture, string rise) =>
        picture.HasTwoReadings ? $"; in the last {Units.Seconds(picture.Window.Length)}: {rise}" : "";

    private static string Memory(HostReport report, string field) =>
        report.Memory.TryGetValue(field, out long bytes) ? Units.Bytes(bytes) : "unknown";
}
