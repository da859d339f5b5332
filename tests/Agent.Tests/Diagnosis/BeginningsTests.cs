using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class BeginningsTests
{
    // The window's last collection is at its 60th second.
    private static readonly SeriesChange Pauses = new(TimelineSeries.PauseTime, 20 * Stopwatch.Frequency, 0.004, 0.06);

    [Fact]
    public void RiseOfASeriesThatAFindingIsAbout_IsSaid()
    {
        Finding finding = Top(ProcessWindows.SmallObjects with { Changes = [Pauses] });

        Assert.Equal("Since 40 s before the end: time in GC pauses went from 0 % to 6 % and stayed there. That says when something began, not why.", finding.Details[^1]);
    }

    [Fact]
    public void Fall_AndSeriesOfTheHost_AreNotSaidOfTheProcess()
    {
        DiagnosisWindow window = ProcessWindows.SmallObjects with { Changes = [Pauses with { After = 0 }, Pauses with { Series = TimelineSeries.HostPressure }] };

        Assert.DoesNotContain(Top(window).Details, detail => detail.StartsWith("Since", StringComparison.Ordinal));
    }

    [Fact]
    public void Information_HasNoBeginning() =>
        Assert.DoesNotContain(Top(ProcessWindows.WarmUp with { Changes = [Pauses] }).Details, detail => detail.StartsWith("Since", StringComparison.Ordinal));

    private static Finding Top(DiagnosisWindow window) => Findings.In(window, ServiceDetectors.All)[0];
}
