using AppFrag.Tool.Collect;

namespace AppFrag.Tool.Tests.Collect;

public sealed class SamplingPaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2000)]
    [InlineData(3300)]
    public void FewSamples_NoRest(long perSecond)
    {
        var pace = new SamplingPace(TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.Zero, pace.RestAfter(pace.Burst, (long)(perSecond * pace.Burst.TotalSeconds)));
        Assert.Equal(TimeSpan.FromSeconds(1), pace.Burst);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(34_000)]
    [InlineData(500_000)]
    public void ManySamples_CostStaysInTheBudget(long perSecond)
    {
        var pace = new SamplingPace(TimeSpan.FromSeconds(60));
        double samples = 0;
        var elapsed = TimeSpan.Zero;
        while (elapsed < TimeSpan.FromHours(1))
        {
            var burst = pace.Burst;
            long taken = (long)(perSecond * burst.TotalSeconds);
            samples += taken;
            elapsed += burst + pace.RestAfter(burst, taken);
        }

        Assert.InRange(samples * 3e-6 / elapsed.TotalSeconds, 0, SamplingPace.Budget * 1.05);
    }

    [Fact]
    public void LongRecording_HasAFewHundredBursts()
    {
        var pace = new SamplingPace(TimeSpan.FromHours(24));

        var cycle = pace.Burst + pace.RestAfter(pace.Burst, samples: 100);

        Assert.InRange(TimeSpan.FromHours(24) / cycle, 200, 320);
    }
}
