using System.Text.Json;
using AppFrag.Agent.Tests.Sources.Host;
using AppFrag.Export;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Export;

public class HostJsonTests
{
    [Theory]
    [InlineData("x64-fragmented")]
    [InlineData("gvisor")]
    [InlineData("malformed")]
    [InlineData("psi-disabled")]
    public void Write_AnyTree_HasEveryKeyOfTheSchema(string tree)
    {
        using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            HostJson.Write(json, source.CaptureReport(), []);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        var root = document.RootElement;
        string[] keys =
        [
            "schema", "timestamp", "scope", "pageSize", "pmdOrder", "zones", "nodes", "pageblocks", "freeListCompleteness", "memory", "vmstat",
            "pressure", "thp", "sysctl", "slab", "slabTotals", "cgroup", "process", "sources", "findings",
        ];
        Assert.Equal(keys, root.EnumerateObject().Select(property => property.Name));
        Assert.Equal("appfrag.host/1", root.GetProperty("schema").GetString());
        foreach (string key in (string[])["MemTotal", "MemFree", "MemAvailable", "Slab", "SReclaimable", "SUnreclaim", "KernelStack", "PageTables"])
        {
            Assert.True(root.GetProperty("memory").TryGetProperty(key, out _), key);
        }
    }

    [Fact]
    public void Write_Cgroup_HasUsageLimitAndEvents()
    {
        using var source = new HostSource(Trees.Roots("x64-fragmented"), TimeProvider.System);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            HostJson.Write(json, source.CaptureReport(), []);
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        var cgroup = document.RootElement.GetProperty("cgroup");
        Assert.Equal(187904000, cgroup.GetProperty("memory.current").GetInt64());
        Assert.Equal(536870912, cgroup.GetProperty("memory.max").GetInt64());
        Assert.Equal(12, cgroup.GetProperty("memory.events").GetProperty("max").GetInt64());
        Assert.Equal(0, document.RootElement.GetProperty("pressure").GetProperty("host").GetProperty("someTotalMicroseconds").GetInt64());
    }
}
