using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Tests.Kernel;

public class TracefsTests
{
    private const long Here = 4026531836;

    [Fact]
    public void Name_SaysWhoMadeTheInstance()
    {
        var owner = new InstanceOwner(20479, 1299899, Here);

        Assert.Equal("appfrag-20479-1299899-4026531836", owner.Name);
        Assert.True(InstanceOwner.TryParse(owner.Name, out var parsed));
        Assert.Equal(owner, parsed);
    }

    [Fact]
    public void Stale_AreOnlyOwnOnesWhoseProcessIsGone()
    {
        string[] names =
        [
            "appfrag-1-100-4026531836", // runs
            "appfrag-2-100-4026531836", // gone
            "appfrag-3-100-4026531836", // its id is another process's now
            "appfrag-2-100-4026532999", // of another container
            "appfrag-2", "appfrag-02-100-4026531836", "appfrag-2-100-4026531836-x", "appfrag--2-100", "perf", "", // not ours
        ];

        var stale = StaleInstances.Find(names, Here, id => id switch { 1 => 100, 3 => 777, _ => null });

        Assert.Equal(["appfrag-2-100-4026531836", "appfrag-3-100-4026531836"], stale);
    }

    [Fact]
    public void Mounts_AreWholeWritableOnesOfTheType()
    {
        const string Mountinfo = """
            20 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            25 20 0:7 / /sys/kernel/tracing rw,nosuid shared:8 master:1 - tracefs tracefs rw
            26 20 0:7 / /mnt/with\040blank\134 rw - tracefs none rw
            27 20 0:7 / /mnt/readonly ro,nosuid - tracefs tracefs rw
            28 20 0:7 /instances/x /mnt/part rw - tracefs tracefs rw
            29 20 0:8 / /mnt/tracefs rw - debugfs tracefs rw
            30 20 0:8 / - tracefs
            """;

        Assert.Equal(["/sys/kernel/tracing", @"/mnt/with blank\"], MountTable.WritableMounts(Mountinfo, "tracefs"));
    }
}
