using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Agent.Tests.Sources.Runtime.Governing;

public sealed class CpuLedgerTests
{
    private readonly CpuLedger _ledger = new();

    [Fact]
    public void Spent_HoldsAWholeMinute_AndForgetsItASecondLater()
    {
        _ledger.Add(TimeSpan.FromSeconds(0.5), TimeSpan.FromMilliseconds(7));

        Assert.Equal(TimeSpan.FromMilliseconds(7), _ledger.Spent(TimeSpan.FromSeconds(60.5)));
        Assert.Equal(TimeSpan.Zero, _ledger.Spent(TimeSpan.FromSeconds(61.5)));
    }

    [Fact]
    public void Spent_AfterALongSilence_IsNothing()
    {
        for (int i = 0; i < 100; i++)
        {
            _ledger.Add(TimeSpan.FromSeconds(i), TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(61), _ledger.Spent(TimeSpan.FromSeconds(99)));
        Assert.Equal(TimeSpan.Zero, _ledger.Spent(TimeSpan.FromDays(2)));
    }
}
