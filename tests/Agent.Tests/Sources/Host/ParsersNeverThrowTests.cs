using System.Text;
using AppFrag.Sources.Host;
using FsCheck;
using FsCheck.Fluent;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>Kernel text may come from a copied tree, a sandbox or an attacker: no bytes may make a parser throw or report absurd values.</summary>
public class ParsersNeverThrowTests
{
    private const int Cases = 400;

    private static readonly string[] Files =
    [
        "proc/buddyinfo", "proc/meminfo", "proc/vmstat", "proc/zoneinfo", "proc/slabinfo", "proc/pressure/memory",
        "sys/kernel/mm/transparent_hugepage/enabled",
    ];

    [Fact]
    public void AllParsers_RandomBytes_DoNotThrow() =>
        Prop.ForAll<byte[]>(ParseWithEverything).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    [Fact]
    public void AllParsers_RecordedTextWithDamage_DoNotThrow()
    {
        byte[][] recorded = [.. Files.Select(file => Trees.Bytes("x64-lazily-initialised", file)), "0::/a/b\n4:memory:/x\n"u8.ToArray()];
        Prop.ForAll<int, NonNegativeInt, byte[]>((which, position, damage) =>
        {
            byte[] text = [.. recorded[(which & int.MaxValue) % recorded.Length]];
            int start = text.Length == 0 ? 0 : position.Get * 37 % text.Length;
            ParseWithEverything([.. text[..start], .. damage, .. text[Math.Min(text.Length, start + damage.Length)..]]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    [Fact]
    public void Indexes_AnyFreeListsThatParse_StayInTheirRange() =>
        Prop.ForAll<NonNegativeInt[]>(counts =>
        {
            var zones = new BuddyinfoZones();
            string line = "Node 0, zone Normal " + string.Join(' ', counts.Select(count => ((long)count.Get << (count.Get % 40)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
            if (!BuddyinfoReader.TryParse(Encoding.ASCII.GetBytes(line), zones, out _))
            {
                return;
            }

            var freeBlocks = zones[0].FreeBlocks;
            for (int order = 0; order < freeBlocks.Length; order++)
            {
                Assert.InRange(KernelIndexes.Unusable(freeBlocks, order), 0, 1000);
                Assert.InRange(KernelIndexes.Fragmentation(freeBlocks, order), -1000, 1000);
                Assert.InRange(KernelIndexes.ZoneScore(freeBlocks, order), 0, 100);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static void ParseWithEverything(byte[] text)
    {
        var zones = new BuddyinfoZones();
        if (BuddyinfoReader.TryParse(text, zones, out _))
        {
            Assert.InRange(KernelIndexes.Unusable(zones[0].FreeBlocks, 0), 0, 1000);
        }

        _ = MeminfoReader.TryParse(text, out _, out _);
        MeminfoReader.ParseAll(text);
        _ = VmstatReader.TryParse(text, out _, out _);
        VmstatReader.ParseReported(text);
        _ = PressureReader.TryParse(text, out _, out _);
        _ = ZoneinfoReader.TryParse(text, out _, out _);
        _ = SlabinfoReader.TryParse(text, 65536, out _, out _);
        _ = HugePageReader.TryParseChoice(text, out _, out _);
        _ = NumberReader.TryParse(text, out _, out _);
        _ = CgroupMemoryReader.TryParseLimit(text, out _, out _);
        _ = CgroupMemoryReader.TryParseNumbers(text, out _, out _);
        CgroupLocator.FindUnified(text, text, out _);
        CgroupLocator.FindMemoryV1("4:memory:/x\n"u8, text, out _);
        CgroupLocator.FindUnified("0::/x\n"u8, text, out _);
    }
}
