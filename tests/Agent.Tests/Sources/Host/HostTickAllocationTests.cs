using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>On this machine's own kernel. What other tests do in the process (listeners, maps, descriptors) may reach into a tick, so none runs meanwhile.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class HostTickAllocationTests
{
    [Fact]
    public void Tick_AfterWarmUp_DoesNotAllocate()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var source = new HostSource(new HostRoots(), TimeProvider.System);
        for (int i = 0; i < 10; i++)
        {
            source.Tick(out _);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            source.Tick(out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

/// <summary>No other test of this project runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
