using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Reads <see cref="HostSettings"/>: huge pages, sysctls, zone sizes.</summary>
internal static class HostSettingsReader
{
    private const string MixedMachines = "read from /sys of this machine, although procfs is a copy: give --sysfs too";

    public static HostSettings Read(HostRoots roots, int pageSize, TimeProvider timeProvider)
    {
        var files = new ColdFiles(timeProvider);
        var zones = files.Read<IReadOnlyList<ZoneinfoReader.Zone>>(
            ZoneinfoReader.Name, roots.Proc("zoneinfo"), "not a Linux procfs, or a sandbox without it", ZoneinfoReader.TryParse, []);
        var hugePages = ReadHugePages(roots, files, pageSize, out int pmdOrder);
        var sysctl = SysctlReader.Read(roots, files);
        return new HostSettings
        {
            PageSize = pageSize,
            PmdOrder = pmdOrder,
            TransparentHugePages = hugePages,
            Sysctl = sysctl,
            Zones = zones,
            Sources = files.Statuses,
        };
    }

    private static Dictionary<string, string> ReadHugePages(HostRoots roots, ColdFiles files, int pageSize, out int pmdOrder)
    {
        const string Remedy = "a kernel without CONFIG_TRANSPARENT_HUGEPAGE, or no sysfs here; the order of a huge page is derived from the page size";
        string? caveat = roots.MixesMachines ? MixedMachines : null;
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in (ReadOnlySpan<string>)["enabled", "defrag"])
        {
            string choice = files.Read(HugePageReader.Name, roots.Sys($"{HugePageReader.Directory}/{name}"), Remedy, HugePageReader.TryParseChoice, "", caveat);
            if (choice.Length > 0)
            {
                settings[name] = choice;
            }
        }

        ReadOptional(roots, files, caveat, settings);
        pmdOrder = HugePageReader.OrderFromPageSize(pageSize);
        long size = files.Read(HugePageReader.Name, roots.Sys($"{HugePageReader.Directory}/hpage_pmd_size"), Remedy, NumberReader.TryParse, -1L, caveat);
        if (size < 0 || (roots.MixesMachines && pageSize != Environment.SystemPageSize))
        {
            return settings;
        }

        if (HugePageReader.TryGetOrder(size, pageSize, out int order))
        {
            pmdOrder = order;
            settings["hpage_pmd_size"] = size.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            files.Report(new SourceStatus(HugePageReader.Name, SourceState.Malformed, $"{roots.Sys(HugePageReader.Directory)}/hpage_pmd_size, line 1: {size} is no power of two times the page size {pageSize}"));
        }

        return settings;
    }

    // Not every kernel has these, and nothing rests on them: left out where they are not there.
    private static void ReadOptional(HostRoots roots, ColdFiles files, string? caveat, Dictionary<string, string> settings)
    {
        const string Remedy = "it was there a moment ago";
        foreach (string name in HugePageReader.Optional)
        {
            string path = roots.Sys($"{HugePageReader.Directory}/{name}");
            if (!File.Exists(path))
            {
                continue;
            }

            string value = HugePageReader.IsChoice(name)
                ? files.Read(HugePageReader.Name, path, Remedy, HugePageReader.TryParseChoice, "", caveat)
                : files.Read(HugePageReader.Name, path, Remedy, NumberReader.TryParse, -1L, caveat) is >= 0 and var number
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : "";
            if (value.Length > 0)
            {
                settings[name] = value;
            }
        }
    }
}
