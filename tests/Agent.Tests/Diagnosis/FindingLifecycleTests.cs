using AppFrag.Diagnosis;
using AppFrag.Model;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class FindingLifecycleTests
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly FindingLifecycle _lifecycle;

    public FindingLifecycleTests() => _lifecycle = new FindingLifecycle(_time);

    [Fact]
    public void SeenOnce_DoesNotOpen() => Assert.Empty(Play("x...").Concat(_lifecycle.Open.Select(_ => "")));

    [Theory]
    [InlineData("xx")]
    [InlineData("x.x")]
    public void SeenTwiceInThree_Opens(string input) => Assert.Equal(["Opened"], Play(input));

    [Fact]
    public void SeenTwiceInFour_DoesNotOpen() => Assert.Empty(Play("x..x"));

    [Fact]
    public void Critical_OpensAtOnce() => Assert.Equal(["Opened"], Play("C"));

    [Fact]
    public void Unseen_ClosesAfterSixEvaluations()
    {
        Assert.Equal(["Opened"], Play("xx....."));
        Assert.Single(_lifecycle.Open);
        Assert.Equal(["Closed"], Play("."));
        Assert.Empty(_lifecycle.Open);
    }

    [Theory]
    [InlineData("x.")]
    [InlineData("x....")]
    [InlineData("xx...xx..")]
    [InlineData("Ww..")]
    public void Flapping_IsOneFinding(string pattern)
    {
        List<string> told = Play("xx" + string.Concat(Enumerable.Repeat(pattern, 60)));

        Assert.Single(told, change => change == "Opened");
        Assert.DoesNotContain("Closed", told);
    }

    [Fact]
    public void FlappingSeverity_IsToldOnce()
    {
        // Every other evaluation is a warning: that is two of three, and it stays one.
        List<string> told = Play(string.Concat(Enumerable.Repeat("xW", 180)));

        Assert.InRange(told.Count, 2, 3);
        Assert.Equal(Severity.Warning, Assert.Single(_lifecycle.Open).Severity);
    }

    [Fact]
    public void OneOddWarning_DoesNotRaise()
    {
        Play("xxxxWxxxx");

        Assert.Equal(Severity.Info, Assert.Single(_lifecycle.Open).Severity);
    }

    [Fact]
    public void RisenSeverity_IsToldSoon_AndFallsLate()
    {
        Assert.Equal(["Opened", "Updated"], Play("xxxWW"));
        Assert.Empty(Play("xxxxx"));
        Assert.Equal(Severity.Warning, Assert.Single(_lifecycle.Open).Severity);
        Play("x");
        Assert.Equal(Severity.Info, Assert.Single(_lifecycle.Open).Severity);
    }

    [Fact]
    public void ChangedNumber_IsToldAfterTheLeastInterval_ASmallChangeIsNot()
    {
        Feed(Make(value: 100));
        Feed(Make(value: 100));
        Assert.Empty(Feed(Make(value: 250)));
        _time.Advance(FindingLifecycle.LeastInterval);
        Assert.Equal(FindingChangeKind.Updated, Assert.Single(Feed(Make(value: 250))).Kind);
        _time.Advance(FindingLifecycle.LeastInterval);
        Assert.Empty(Feed(Make(value: 300)));
    }

    [Fact]
    public void Identities_AreKeptApart_AndALineThatIsNotKnownYetChangesNone()
    {
        AllocationSite site = RequestBufferWindows.Site();
        Finding here = Make() with { Site = site };
        Finding noLine = Make() with { Site = site with { Line = null } };
        Finding there = Make() with { Site = site with { Method = "Shop.Other" } };

        Feed(here, there);
        Assert.Equal(2, Feed(noLine, there).Count);
        Assert.Equal(2, _lifecycle.Open.Count);
    }

    [Fact]
    public void Identities_AreBounded()
    {
        for (int i = 0; i < 3; i++)
        {
            Feed([.. Enumerable.Range(0, 1000).Select(n => Make() with { Scope = $"/group{n}" })]);
        }

        Assert.Equal(FindingLifecycle.Capacity, _lifecycle.Open.Count);
    }

    [Fact]
    public void Order_IsThatOfTheEvaluation()
    {
        Finding worst = Make() with { Id = "z-worst" };
        for (int i = 0; i < 3; i++)
        {
            Feed(worst, Make());
        }

        Assert.Equal(["z-worst", "test"], _lifecycle.Open.Select(finding => finding.Id));
    }

    [Fact]
    public void ADayWithThreeEpisodesAndNoise_IsThreeEpisodesAndAFewReminders()
    {
        // Fixed seed: an episode is seen in 80 % of its evaluations, and for one evaluation in fifty something is seen in between.
        var random = new Random(20261123);
        var told = new List<FindingChange>();
        for (int second = 0; second < 24 * 3600; second += 10)
        {
            int hour = second / 3600;
            bool episode = hour is >= 2 and < 4 or >= 9 and < 10 or >= 12 and < 23;
            bool seen = random.NextDouble() < (episode ? 0.8 : 0.02);
            told.AddRange(Feed(seen ? [Make(value: 100 * (0.8 + (0.4 * random.NextDouble())))] : []));
        }

        Assert.Equal(3, told.Count(change => change.Kind == FindingChangeKind.Closed && change.Since > TimeSpan.FromMinutes(50)));
        Assert.InRange(told.Count(change => change.Kind == FindingChangeKind.Opened), 3, 12);
        Assert.InRange(told.Count(change => change.Kind == FindingChangeKind.Updated), 1, 3);
    }

    /// <summary>One letter an evaluation: x information, W or w warning, C critical, . nothing.</summary>
    private List<string> Play(string input) =>
    [
        .. input.SelectMany(letter => Feed(letter switch
        {
            '.' => [],
            'x' => [Make()],
            'C' => [Make(Severity.Critical)],
            _ => [Make(Severity.Warning)],
        })).Select(change => change.Kind.ToString()),
    ];

    private IReadOnlyList<FindingChange> Feed(params Finding[] findings)
    {
        _time.Advance(Pace);
        return _lifecycle.Update(findings);
    }

    private static Finding Make(Severity severity = Severity.Info, double value = 1) => new()
    {
        Id = "test",
        Title = "Seen",
        Severity = severity,
        Evidence = EvidenceLevel.Coincident,
        Details = [],
        Numbers = [new FindingNumber("test", value, "1")],
        Action = "Nothing.",
        Verify = "Look.",
    };
}
