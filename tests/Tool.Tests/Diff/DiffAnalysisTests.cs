using AppFrag.Tool.Diff;

namespace AppFrag.Tool.Tests.Diff;

public sealed class DiffAnalysisTests
{
    private const string Upload = "M:Shop.Orders.Upload(System.IO.Stream)";

    [Fact]
    public void TheSameTwice_IsNoMeasurableChange()
    {
        var result = DiffAnalysis.Compare(Input(Site(Upload, 100e6, 5e6)), Input(Site(Upload, 103e6, 5e6)));

        Assert.StartsWith("No measurable change", result.Verdict, StringComparison.Ordinal);
        Assert.Equal(Verdict.NoMeasurableChange, Assert.Single(result.Sites).Verdict);
        Assert.Empty(result.Regressions);
    }

    [Theory]
    [InlineData(100e6, 50e6, nameof(Verdict.Better), false)]
    [InlineData(100e6, 150e6, nameof(Verdict.Worse), true)]
    [InlineData(100e6, 107e6, nameof(Verdict.Worse), false)]
    public void AClearDifference_IsSaid_AndALargeRiseIsARegression(double before, double after, string verdict, bool isRegression)
    {
        var result = DiffAnalysis.Compare(Input(Site(Upload, before, 1e6)), Input(Site(Upload, after, 1e6)));

        Assert.Equal((verdict, isRegression), (result.Sites[0].Verdict.ToString(), result.Sites[0].IsRegression));
        Assert.Equal(isRegression ? ["Shop.Orders.Upload"] : [], result.Regressions);
    }

    [Fact]
    public void ASiteThatIsNotSeenAnyMore_IsGone_AndSaysHowSure()
    {
        var result = DiffAnalysis.Compare(Input(Site(Upload, 100e6, 5e6)), Input());

        var site = Assert.Single(result.Sites);
        Assert.Equal(Verdict.Gone, site.Verdict);

        // One judgement: -ln(5 %) samples of 1 MiB in 6 s.
        Assert.Equal(-Math.Log(0.05) * (1 << 20) / 6, site.UnseenBelow!.Value, 1.0);
        Assert.StartsWith("Better: 1 of 1 numbers, none worse", result.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void ARareSiteThatIsNotSeenAnyMore_MayBeChance()
    {
        var site = Assert.Single(DiffAnalysis.Compare(Input(Site(Upload, 0.3e6, 0.2e6)), Input()).Sites);
        Assert.Equal(Verdict.NoMeasurableChange, site.Verdict);
        Assert.True(site.UnseenBelow > 0.3e6);
    }

    [Fact]
    public void ASiteThatMayHaveFoundNoRoomInTheList_IsNotGone()
    {
        var after = Input() with { LeftOutBelow = 200e6 };
        Assert.Equal(Verdict.NoMeasurableChange, Assert.Single(DiffAnalysis.Compare(Input(Site(Upload, 100e6, 5e6)), after).Sites).Verdict);
    }

    [Fact]
    public void ANewSite_IsARegression()
    {
        var result = DiffAnalysis.Compare(Input(), Input(Site(Upload, 100e6, 5e6)));
        Assert.Equal(Verdict.New, Assert.Single(result.Sites).Verdict);
        Assert.Single(result.Regressions);
    }

    [Fact]
    public void ANewSiteOfSmallObjects_IsShown_AndNoRegression()
    {
        var result = DiffAnalysis.Compare(Input(), Input(Site(Upload, 100e6, 5e6) with { Kind = "soh" }));
        Assert.Equal(Verdict.New, Assert.Single(result.Sites).Verdict);
        Assert.Empty(result.Regressions);
    }

    [Fact]
    public void LinesAndFilesThatHaveMoved_AreTheSameSite()
    {
        var before = Site(Upload, 100e6, 1e6) with { File = "/home/alice/Orders.cs", Line = 42 };
        var after = Site(Upload, 100e6, 1e6) with { File = "/_/Orders.cs", Line = 60 };
        var site = Assert.Single(DiffAnalysis.Compare(Input(before), Input(after)).Sites);
        Assert.Equal((Verdict.NoMeasurableChange, 60), (site.Verdict, site.Line));
    }

    [Fact]
    public void OverloadsAndTypes_AreKeptApart()
    {
        var result = DiffAnalysis.Compare(Input(Site(Upload, 100e6, 1e6)), Input(Site("M:Shop.Orders.Upload(System.String)", 100e6, 1e6), Site(Upload, 50e6, 1e6, "System.Char[]")));
        Assert.Equal(3, result.Sites.Count);
    }

    [Fact]
    public void TwoLinesOfAMember_AddUp()
    {
        var site = Assert.Single(DiffAnalysis.Compare(Input(Site(Upload, 30e6, 3e6), Site(Upload, 40e6, 4e6) with { Line = 9 }), Input(Site(Upload, 70e6, 1e6))).Sites);
        Assert.Equal(new Measured(70e6, 5e6), site.Before);
    }

    [Fact]
    public void AnOldRecordingWithoutMembers_IsMatchedByMethod()
    {
        var site = Assert.Single(DiffAnalysis.Compare(Input(Site(Upload, 100e6, 1e6) with { Member = null }), Input(Site(Upload, 100e6, 1e6))).Sites);
        Assert.Equal(Verdict.NoMeasurableChange, site.Verdict);
    }

    [Fact]
    public void AReadingWithoutError_IsShownAndNotJudged()
    {
        var result = DiffAnalysis.Compare(
            Input() with { Figures = [("gc.pause.longest", "s", new Measured(0.1, null))] },
            Input() with { Figures = [("gc.pause.longest", "s", new Measured(9, null))] });
        Assert.Equal((Verdict.NotJudged, false), (result.Figures[0].Verdict, result.Figures[0].IsRegression));
        Assert.StartsWith("No measurable change", result.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherLoad_IsACaveat_AndNoRegressionOfItself()
    {
        var result = DiffAnalysis.Compare(
            Input() with { Figures = [("soh.allocation", "By/s", new Measured(10e6, 1e5))] },
            Input() with { Figures = [("soh.allocation", "By/s", new Measured(30e6, 1e5))] });
        Assert.Contains(result.Caveats, caveat => caveat.Contains("3.00 times the bytes of small objects", StringComparison.Ordinal));
        Assert.Empty(result.Regressions);
    }

    /// <summary>The promise of the last line of the output: where nothing has changed, one comparison in twenty says otherwise at most.</summary>
    [Fact]
    public void NothingHasChanged_IsSaidToHaveAtMostOnceInTwenty()
    {
        var random = new Random(17);
        const int Comparisons = 1000;
        int wrong = 0;
        for (int i = 0; i < Comparisons; i++)
        {
            wrong += DiffAnalysis.Compare(Noisy(), Noisy()).Sites.Any(site => site.Verdict != Verdict.NoMeasurableChange) ? 1 : 0;
        }

        Assert.InRange(wrong, 1, Comparisons * 0.065);

        DiffInput Noisy() => Input([.. Enumerable.Range(0, 30).Select(i => Site($"M:Shop.M{i}", 100e6 + (Normal() * 5e6), 1.96 * 5e6))]);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static DiffInput Input(params DiffReading[] sites) => new()
    {
        Path = "run.json",
        Kind = "run",
        Seconds = 60,
        ObservedSeconds = 6,
        Figures = [],
        Sites = sites,
        LeftOutBelow = 0,
    };

    private static DiffReading Site(string member, double rate, double error, string type = "System.Byte[]") =>
        new(member["M:".Length..].Split('(')[0], member, "Orders.cs", 42, type, "loh", new Measured(rate, error), 1 << 20);
}
