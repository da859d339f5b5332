using System.Text.Json;

namespace AppFrag.Tool.Tests;

/// <summary>The live machine as root and as nobody: the same numbers from what everybody may read, and a reason for the rest.</summary>
public class HostPrivilegeTests
{
    private static readonly string[] ForEverybody =
        ["buddyinfo", "meminfo", "vmstat", "stat", "maps", "zoneinfo", "smaps_rollup", "sysctl-min_free_kbytes", "sysctl-max_map_count"];

    private static readonly string[] ForRoot = ["pagetypeinfo", "slabinfo"];

    [Fact]
    public async Task Nobody_ReadsAllThatIsForEverybody_AndIsToldTheModeOfTheRest()
    {
        using var json = await Read(asNobody: true);

        Assert.All(ForEverybody, name => Assert.Equal("ok", State(json, name)));
        Assert.All(ForRoot, name =>
        {
            Assert.Equal("unavailable", State(json, name));
            Assert.EndsWith("needs root (mode 0400)", Source(json, name).GetProperty("reason").GetString(), StringComparison.Ordinal);
        });
        Assert.Empty(json.RootElement.GetProperty("slab").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("slabTotals").ValueKind);
        Assert.Empty(json.RootElement.GetProperty("pageblocks").GetProperty("types").EnumerateArray());
        Assert.All(json.RootElement.GetProperty("zones").EnumerateArray(), zone => Assert.NotEmpty(zone.GetProperty("unusableIndex").EnumerateArray()));
        Assert.True(json.RootElement.GetProperty("process").GetProperty("residentBytes").GetInt64() > 1 << 20);
    }

    [Fact]
    public async Task Root_ReadsPageblocksAndSlabs()
    {
        using var json = await Read(asNobody: false);

        Assert.All(ForEverybody, name => Assert.Equal("ok", State(json, name)));
        string? refused = ForRoot.FirstOrDefault(name => State(json, name) != "ok");
        Assert.SkipWhen(refused is not null, $"{refused} is closed even to root here");
        var types = json.RootElement.GetProperty("pageblocks").GetProperty("types").EnumerateArray().ToArray();
        Assert.Contains(types, type => type.GetProperty("type").GetString() == "Unmovable" && type.GetProperty("pageblocks").GetInt64() > 0);
        Assert.NotEmpty(json.RootElement.GetProperty("slab").EnumerateArray());
        var totals = json.RootElement.GetProperty("slabTotals");
        Assert.InRange(totals.GetProperty("wastedBytes").GetInt64(), 1, totals.GetProperty("bytes").GetInt64());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EverySource_IsOkOrHasAReason(bool asNobody)
    {
        using var json = await Read(asNobody);

        Assert.All(json.RootElement.GetProperty("sources").EnumerateArray(), source => Assert.True(
            source.GetProperty("state").GetString() == "ok" || source.GetProperty("reason").GetString() is { Length: > 10 }, source.ToString()));
    }

    private static async Task<JsonDocument> Read(bool asNobody)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "compares root with another user, which needs root");
        string[] command = ["host", "--format", "json"];
        var result = asNobody ? await ToolProcess.RunUnprivilegedAsync(command) : await ToolProcess.RunAsync(command);
        Assert.SkipWhen(asNobody && result.ExitCode > 2, $"nobody cannot run dotnet from here: {result.Error}");
        result.MustEndWith(0);
        return result.Json;
    }

    private static string? State(JsonDocument json, string name) => Source(json, name).GetProperty("state").GetString();

    private static JsonElement Source(JsonDocument json, string name) =>
        json.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == name);
}
