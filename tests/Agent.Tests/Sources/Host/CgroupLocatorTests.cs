using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class CgroupLocatorTests
{
    [Fact]
    public void Unified_SystemdService_IsBelowTheMount()
    {
        var location = CgroupLocator.FindUnified(
            "0::/system.slice/shop.service\n"u8,
            "29 22 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"u8,
            out _);

        Assert.Equal("/sys/fs/cgroup/system.slice/shop.service", location?.Directory);
    }

    [Fact]
    public void Unified_ContainerWithoutNamespace_StripsTheMountedPart()
    {
        var location = CgroupLocator.FindUnified(
            "0::/docker/4bf92f35\n"u8,
            "691 678 0:30 /docker/4bf92f35 /sys/fs/cgroup ro - cgroup2 cgroup rw\n"u8,
            out _);

        Assert.Equal("/sys/fs/cgroup", location?.Directory);
    }

    [Fact]
    public void Unified_OutsideTheNamespace_SaysSo()
    {
        var location = CgroupLocator.FindUnified(
            "0::/../../other\n"u8, "29 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"u8, out string reason);

        Assert.Null(location);
        Assert.Contains("outside", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void MemoryV1_HybridLayout_IsTheMountWithTheController()
    {
        var cgroup = """
            9:name=systemd:/
            4:cpu,memory:/docker/ab
            0::/

            """u8;
        var mountinfo = """
            32 31 0:29 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
            35 31 0:32 / /sys/fs/cgroup/cpu,memory rw,relatime - cgroup cgroup rw,cpu,memory
            41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw

            """u8;

        Assert.Equal("/sys/fs/cgroup/cpu,memory/docker/ab", CgroupLocator.FindMemoryV1(cgroup, mountinfo, out _)?.Directory);
        Assert.Equal("/sys/fs/cgroup/unified", CgroupLocator.FindUnified(cgroup, mountinfo, out _)?.Directory);
    }

    [Fact]
    public void Unified_MountPointWithBlank_IsUnescaped()
    {
        var location = CgroupLocator.FindUnified("0::/a\n"u8, @"1 0 0:1 / /mnt/my\040groups rw - cgroup2 none rw"u8, out _);

        Assert.Equal("/mnt/my groups/a", location?.Directory);
    }

    [Fact]
    public void Unified_OnlyV1_SaysSo()
    {
        Assert.Null(CgroupLocator.FindUnified("4:memory:/x\n"u8, default, out string reason));
        Assert.Contains("v2", reason, StringComparison.Ordinal);
    }
}
