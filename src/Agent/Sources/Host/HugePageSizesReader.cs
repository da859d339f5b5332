using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/sys/kernel/mm/transparent_hugepage/hugepages-&lt;size&gt;kB/</c>, one directory per size: <c>enabled</c> (since 6.8)
/// and one counter per file below <c>stats</c> (since 6.10). Documentation/admin-guide/mm/transhuge.rst. Cold: a hundred and
/// fifty small files.
/// </summary>
internal static class HugePageSizesReader
{
    public const string Name = "transparent_hugepage-sizes";

    private const string Remedy = "a kernel before 6.8 or without CONFIG_TRANSPARENT_HUGEPAGE, or no sysfs here";
    private const string Prefix = "hugepages-";
    private const string Suffix = "kB";
    private const int MostSizes = 64;
    private const int MostStatistics = 256;

    public static IReadOnlyList<HugePageSizeReport> Read(HostRoots roots, ColdFiles files)
    {
        string directory = roots.Sys(HugePageReader.Directory);
        var sizes = new List<HugePageSizeReport>();
        foreach (var (path, size) in Directories(directory))
        {
            sizes.Add(new HugePageSizeReport(size, Enabled(path, files), Statistics(path, files)));
        }

        files.Report(sizes.Count > 0
            ? new SourceStatus(Name, SourceState.Ok)
            : new SourceStatus(Name, SourceState.Unavailable, $"{directory} has no {Prefix}*{Suffix}: {Remedy}"));

        return sizes;
    }

    /// <summary>The size that a directory is named for, bytes.</summary>
    public static bool TryParseSize(ReadOnlySpan<char> directoryName, out long bytes)
    {
        bytes = 0;
        if (!directoryName.StartsWith(Prefix, StringComparison.Ordinal) || !directoryName.EndsWith(Suffix, StringComparison.Ordinal)
            || directoryName.Length <= Prefix.Length + Suffix.Length)
        {
            return false;
        }

        bool parsed = long.TryParse(directoryName[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes)
            && kilobytes is > 0 and < long.MaxValue / 1024;
        bytes = parsed ? kilobytes * 1024 : 0;
        return parsed;
    }

    private static List<(string Path, long Size)> Directories(string directory)
    {
        var found = new List<(string Path, long Size)>();
        foreach (string path in Entries(directory, Directory.EnumerateDirectories).Take(MostSizes))
        {
            if (TryParseSize(Path.GetFileName(path.AsSpan()), out long size))
            {
                found.Add((path, size));
            }
        }

        found.Sort((one, other) => one.Size.CompareTo(other.Size));
        return found;
    }

    // A size that only shared memory can have (8 kB) has no setting of its own for anonymous memory.
    private static string? Enabled(string path, ColdFiles files)
    {
        string file = Path.Combine(path, "enabled");
        return File.Exists(file) && files.Read(Name, file, Remedy, HugePageReader.TryParseChoice, "") is { Length: > 0 } choice ? choice : null;
    }

    private static SortedList<string, long> Statistics(string path, ColdFiles files)
    {
        var statistics = new SortedList<string, long>(StringComparer.Ordinal);
        foreach (string file in Entries(Path.Combine(path, "stats"), Directory.EnumerateFiles).Take(MostStatistics))
        {
            long value = files.Read(Name, file, Remedy, NumberReader.TryParse, -1L);
            if (value >= 0)
            {
                statistics[KernelNames.Of(Path.GetFileName(file.AsSpan()))] = value;
            }
        }

        return statistics;
    }

    private static string[] Entries(string directory, Func<string, IEnumerable<string>> enumerate)
    {
        try
        {
            return Directory.Exists(directory) ? [.. enumerate(directory)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone or closed to us in between: the caller then says that there is nothing.
            return [];
        }
    }
}
