using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class ContainerSignsTests
{
    private const string FirstPid = "pid:[4026531836]";
    private const string FirstCgroup = "cgroup:[4026531835]";

    private static ContainerSigns.Surroundings Around(string? pid = null, string? cgroup = null, string? file = null, string? variable = null) => new(
        link => link.EndsWith("/pid", StringComparison.Ordinal) ? pid : cgroup,
        path => path == file,
        name => name == variable ? "1" : null);

    [Fact]
    public void Find_FirstNamespaces_IsTheMachineItself() =>
        Assert.Null(ContainerSigns.Find("0::/system.slice/shop.service\n"u8, "29 22 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n"u8, Around(FirstPid, FirstCgroup)));

    [Fact]
    public void Find_VirtualMachineMadeFromAnImage_IsTheMachineItself() =>
        Assert.Null(ContainerSigns.Find(default, default, Around(FirstPid, FirstCgroup, "/.dockerenv", "DOTNET_RUNNING_IN_CONTAINER")));

    [Theory]
    [InlineData("pid:[4026532550]", FirstCgroup)]
    [InlineData(FirstPid, "cgroup:[4026532551]")]
    public void Find_NamespaceOfItsOwn_IsAContainer(string pid, string cgroup) =>
        Assert.Contains("4026532", ContainerSigns.Find(default, default, Around(pid, cgroup)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/.dockerenv", null)]
    [InlineData("/run/.containerenv", null)]
    [InlineData(null, "KUBERNETES_SERVICE_HOST")]
    [InlineData(null, "container")]
    public void Find_NamespacesHidden_GoesByWhatEnginesLeave(string? file, string? variable) =>
        Assert.NotNull(ContainerSigns.Find(default, default, Around(file: file, variable: variable)));

    [Theory]
    [InlineData("4:memory:/docker/4bf92f35\n")]
    [InlineData("0::/kubepods.slice/kubepods-burstable.slice/cri-containerd-4bf9.scope\n")]
    [InlineData("0::/machine.slice/libpod-4bf9.scope\n4:memory:/libpod/x\n")]
    public void Find_CgroupOfAnEngine_IsAContainer(string cgroup) =>
        Assert.NotNull(ContainerSigns.Find(System.Text.Encoding.UTF8.GetBytes(cgroup), default, Around(FirstPid, FirstCgroup)));

    [Fact]
    public void Find_MountOfAPartOfTheHierarchy_IsAContainer() =>
        Assert.NotNull(ContainerSigns.Find("4:memory:/a\n"u8, "34 30 0:31 /a /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"u8, Around(FirstPid, FirstCgroup)));

    [Fact]
    public void Find_ThisProcess_DoesNotThrow() =>
        Assert.NotEqual("", ContainerSigns.Find(default, default, ContainerSigns.ThisProcess));
}
