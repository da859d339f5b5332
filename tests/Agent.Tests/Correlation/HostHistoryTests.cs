using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public class HostHistoryTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private static HostReport At(double seconds) => new()
    {
        Timestamp = Start.AddSeconds(seconds),
        PageSize = 4096,
        PmdOrder = 9,
        Zones = [],
        Memory = new Dictionary<string, long>(),
        Vmstat = new Dictionary<string, long>(),
        PressureTotals = new Dictionary<string, long>(),
        Sources = [],
    };

    private static HostHistory Filled(double interval, double until)
    {
        var history = new HostHistory();
        for (double time = 0; time <= until; time += interval)
        {
            history.Add(At(time));
        }

        return history;
    }

    [Fact]
    public void At_LongEnough_GivesTheLatestReadingNotAfterIt()
    {
        var history = Filled(10, 60);

        Assert.Equal(Start.AddSeconds(20), history.At(Start.AddSeconds(25))?.Timestamp);
    }

    [Fact]
    public void At_BeforeTheFirst_GivesTheFirst() => Assert.Equal(Start, Filled(10, 60).At(Start.AddHours(-1))?.Timestamp);

    [Fact]
    public void At_Empty_GivesNothing() => Assert.Null(new HostHistory().At(Start));

    [Theory]
    [InlineData(10)]
    [InlineData(0.1)]
    public void Oldest_AfterHours_IsTenMinutesOldAndTheRestFew(double interval)
    {
        double until = interval < 1 ? 900 : 7200;
        var history = Filled(interval, until);
        var now = Start.AddSeconds(until);

        Assert.InRange((now - history.Oldest!.Timestamp).TotalSeconds, 530, 600.1);
        var kept = Enumerable.Range(0, 700).Select(second => history.At(now.AddSeconds(-second))).OfType<HostReport>().Distinct().Count();
        Assert.InRange(kept, 10, interval < 1 ? 90 : 22);
    }

    [Fact]
    public void Add_ClockSetBack_ForgetsWhatCannotBeCompared()
    {
        var history = Filled(10, 600);

        history.Add(At(5));

        Assert.Equal(Start.AddSeconds(5), history.Oldest?.Timestamp);
    }
}
