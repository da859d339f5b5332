using System.Text;
using AppFrag.Sources.Host;
using FsCheck;
using FsCheck.Fluent;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>
/// Every parser of a kernel file on recorded text that was damaged as text gets damaged: cut, doubled, with numbers out of
/// every range. More than 120,000 cases in all. A parser may answer with values or with a <see cref="ParseFailure"/> that names a
/// line of the text; nothing else, no exception, and no value that no kernel could mean.
/// </summary>
public class ParserFuzzTests
{
    /// <summary>Of each of the seventeen parsers.</summary>
    private const int Cases = 7_500;

    private static readonly string[] Numbers =
        ["-1", "0", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999999", "1e9", "0x10", ">100000", ">", "max", ""];

    private static readonly byte[][] Bytes =
        [[], "\n"u8.ToArray(), " "u8.ToArray(), "\t"u8.ToArray(), "\0"u8.ToArray(), [0xff, 0xfe], ":"u8.ToArray(), ","u8.ToArray(), "["u8.ToArray(), ")"u8.ToArray(), "Node 0, zone "u8.ToArray(), "é"u8.ToArray()];

    private delegate ParseFailure? Parser(byte[] text);

    private static readonly Dictionary<string, (byte[] Recorded, Parser Parse)> Parsers = new()
    {
        ["buddyinfo"] = (Trees.Bytes("x64-fragmented", "proc/buddyinfo"), Buddyinfo),
        ["pagetypeinfo"] = (Trees.Bytes("pageblocks", "proc/pagetypeinfo"), Pagetypeinfo),
        ["zoneinfo"] = (Trees.Bytes("arm64-64k", "proc/zoneinfo"), Zoneinfo),
        ["meminfo"] = (Trees.Bytes("pageblocks", "proc/meminfo"), Meminfo),
        ["vmstat"] = (Trees.Bytes("pageblocks", "proc/vmstat"), Vmstat),
        ["pressure"] = (Trees.Bytes("arm64-64k", "proc/pressure/memory"), text => PressureReader.TryParse(text, out _, out var failure) ? null : failure),
        ["slabinfo"] = (Trees.Bytes("pageblocks", "proc/slabinfo"), Slabinfo),
        ["stat"] = (Trees.Bytes("cgroup-v2", "proc/self/stat"), text => StatReader.TryParse(text, out _, out var failure) ? null : failure),
        ["smaps_rollup"] = (Trees.Bytes("cgroup-v2", "proc/self/smaps_rollup"), text => SmapsRollupReader.TryParse(text, out _, out var failure) ? null : failure),
        ["number"] = ("67584\n"u8.ToArray(), Number),
        ["hugepage choice"] = ("always defer defer+madvise [madvise] never\n"u8.ToArray(), text => HugePageReader.TryParseChoice(text, out _, out var failure) ? null : failure),
        ["hugepage size"] = ("hugepages-2048kB"u8.ToArray(), HugePageSize),
        ["cgroup limit"] = ("536870912\n"u8.ToArray(), text => CgroupMemoryReader.TryParseLimit(text, out _, out var failure) ? null : failure),
        ["cgroup events"] = (Trees.Bytes("cgroup-v2", "sys/fs/cgroup/shop.slice/shop.service/memory.events"), text => CgroupMemoryReader.TryParseEvents(text, out _, out var failure) ? null : failure),
        ["cgroup stat"] = (Trees.Bytes("cgroup-v2", "sys/fs/cgroup/shop.slice/shop.service/memory.stat"), text => CgroupMemoryReader.TryParseNumbers(text, out _, out var failure) ? null : failure),
        ["kernel log"] = ("[    7.1] shop: page allocation failure: order:2, mode:0x40820(GFP_ATOMIC|__GFP_COMP)\n[    7.2] next line\n"u8.ToArray(), KernelLogText),
        ["cgroup and mountinfo"] = (Trees.Bytes("cgroup-hybrid", "proc/self/mountinfo"), Cgroup),
    };

    public static TheoryData<string> Names => [.. Parsers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_DamagedText_AnswersWithValuesOrANamedLine(string name)
    {
        var (recorded, parse) = Parsers[name];
        int cases = 0;
        int refused = 0;
        Prop.ForAll(Damage().ListOf().ToArbitrary(), damages =>
        {
            byte[] text = recorded;
            foreach (var damage in damages)
            {
                text = Apply(damage, text);
            }

            cases++;
            if (parse(text) is { } failure)
            {
                refused++;
                Assert.NotEmpty(failure.Problem);
                Assert.InRange(failure.Line, 1, 1 + text.Count(value => value == (byte)'\n'));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithStartSize(1).WithEndSize(12).WithQuietOnSuccess(true));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {cases} cases, {refused} refused");
        Assert.True(cases >= Cases);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_RecordedText_IsUnderstood(string name) => Assert.Null(Parsers[name].Parse(Parsers[name].Recorded));

    private sealed record Edit(int Kind, int Where, int Length, int Choice);

    private static Gen<Edit> Damage() =>
        from kind in Gen.Choose(0, 6)
        from place in Gen.Choose(0, 1_000_000)
        from length in Gen.Choose(0, 40)
        from choice in Gen.Choose(0, 255)
        select new Edit(kind, place, length, choice);

    private static byte[] Apply(Edit edit, byte[] text)
    {
        int start = edit.Where % (text.Length + 1);
        int end = Math.Min(text.Length, start + edit.Length);
        byte[] Splice(int from, int to, ReadOnlySpan<byte> replacement) => [.. text[..from], .. replacement, .. text[to..]];
        switch (edit.Kind)
        {
            case 0:
                return text[..start];
            case 1:
                return Splice(start, end, default);
            case 2:
                return Splice(start, start, text.AsSpan(start, end - start));
            case 3:
                return Splice(start, start, Bytes[edit.Choice % Bytes.Length]);
            case 4:
                return Splice(start, end, [(byte)edit.Choice]);
            case 5:
                // The next number becomes one of an awkward size.
                while (start < text.Length && !char.IsAsciiDigit((char)text[start]))
                {
                    start++;
                }

                for (end = start; end < text.Length && char.IsAsciiDigit((char)text[end]); end++)
                {
                }

                return Splice(start, end, Encoding.ASCII.GetBytes(Numbers[edit.Choice % Numbers.Length]));
            default:
                int line = text.AsSpan(start).IndexOf((byte)'\n');
                return line < 0 ? text : Splice(start + line + 1, start + line + 1, text.AsSpan(0, start));
        }
    }

    private static ParseFailure? Buddyinfo(byte[] text)
    {
        var zones = new BuddyinfoZones();
        if (!BuddyinfoReader.TryParse(text, zones, out var failure))
        {
            Assert.Equal(0, zones.Count);
            return failure;
        }

        for (int i = 0; i < zones.Count; i++)
        {
            Assert.InRange(KernelIndexes.Unusable(zones[i].FreeBlocks, 3), 0, 1000);
            Assert.InRange(KernelIndexes.Fragmentation(zones[i].FreeBlocks, 9), -1000, 1000);
        }

        return null;
    }

    private static ParseFailure? Pagetypeinfo(byte[] text)
    {
        if (!PagetypeinfoReader.TryParse(text, out var types, out var failure))
        {
            Assert.Null(types);
            return failure;
        }

        Assert.All(types!.Zones.SelectMany(zone => zone.Types), type =>
        {
            Assert.All(type.FreeBlocks, blocks => Assert.True(blocks >= 0));
            Assert.All(type.TruncatedOrders, order => Assert.InRange(order, 0, type.FreeBlocks.Count - 1));
        });
        Assert.All(PageblockReports.Build(types, types, TimeSpan.FromSeconds(1)), type => Assert.Equal(0, type.Growth));
        return null;
    }

    private static ParseFailure? Zoneinfo(byte[] text)
    {
        if (!ZoneinfoReader.TryParse(text, out var zones, out var failure))
        {
            Assert.Empty(zones);
            return failure;
        }

        var settings = HostSettings.None with { Zones = zones };
        Assert.True(ReserveReports.WithHugePages(settings, null) is null or >= 0);
        Assert.True(ReserveReports.Default(settings) is null or (>= 128 and <= 262_144));
        return null;
    }

    private static ParseFailure? Meminfo(byte[] text)
    {
        bool parsed = MeminfoReader.TryParse(text, out var totals, out var failure);
        Assert.All(MeminfoReader.ParseAll(text), field => Assert.True(field.Value >= 0));
        Assert.Equal(parsed, totals.Total >= 0);
        return parsed ? null : failure;
    }

    private static ParseFailure? Vmstat(byte[] text)
    {
        bool parsed = VmstatReader.TryParse(text, out var counters, out var failure);
        Assert.True(counters is { AllocationStalls: >= -1, RefaultedPages: >= -1, CompactionStalls: >= -1 });
        Assert.All(VmstatReader.ParseReported(text), counter => Assert.True(counter.Value >= 0));
        _ = VmstatReader.Find(text, "nr_slab_unreclaimable"u8);
        return parsed ? null : failure;
    }

    private static ParseFailure? Slabinfo(byte[] text)
    {
        if (!SlabinfoReader.TryParse(text, 65536, out var caches, out var failure))
        {
            return failure;
        }

        Assert.All(caches, cache => Assert.InRange(cache.WastedBytes, 0, cache.Bytes));
        var totals = SlabReports.Totals(caches, caches, TimeSpan.FromSeconds(1));
        Assert.InRange(totals.WastedBytes, 0, totals.Bytes);
        Assert.True(SlabReports.Caches(caches, caches).Count <= 20);
        return null;
    }

    private static ParseFailure? Number(byte[] text)
    {
        bool parsed = NumberReader.TryParse(text, out long value, out var failure);
        Assert.True(value >= 0);
        return parsed ? null : failure;
    }

    private static ParseFailure? HugePageSize(byte[] text)
    {
        bool parsed = HugePageSizesReader.TryParseSize(Encoding.UTF8.GetString(text), out long bytes);
        Assert.Equal(parsed, bytes > 0);
        return null;
    }

    private static ParseFailure? KernelLogText(byte[] text)
    {
        var report = KernelLogReader.Parse(text);
        Assert.All(report.FailuresByOrder, failures => Assert.True(failures.Key is >= 0 and < 48 && failures.Value > 0));
        return null;
    }

    private static ParseFailure? Cgroup(byte[] text)
    {
        byte[] cgroup = Trees.Bytes("cgroup-hybrid", "proc/self/cgroup");
        foreach (var (own, mounts) in (ReadOnlySpan<(byte[], byte[])>)[(cgroup, text), (text, text)])
        {
            foreach (var location in (CgroupLocator.Location?[])[CgroupLocator.FindUnified(own, mounts, out _), CgroupLocator.FindMemoryV1(own, mounts, out _)])
            {
                Assert.DoesNotContain("..", location?.Path.Split('/') ?? []);
            }

            CgroupLocator.FindLayout(mounts);
            ContainerSigns.Find(own, mounts, ContainerSigns.Unknown);
        }

        return null;
    }
}
