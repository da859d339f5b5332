using AppFrag.Agent.Tests.Diagnosis.Host;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Diagnosis;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>Sick hosts whose series also move together with those of the process.</summary>
internal static class AssociationWindows
{
    public static Association Of(TimelineSeries first, TimelineSeries second, string? mechanism) => new()
    {
        Pair = new AssociationPair("test", first, second, [], mechanism),
        Test = AssociationTest.EventStudy,
        Effect = 0.62,
        LagSeconds = 1,
        P = 0.0004,
        AdjustedP = 0.004,
        Count = 300,
        IsReplicated = true,
    };

    public static IReadOnlyList<Association> Some(string? mechanism) =>
    [
        Of(TimelineSeries.CompactionStalls, TimelineSeries.PauseTime, mechanism),
        Of(TimelineSeries.AllocationStalls, TimelineSeries.PauseTime, mechanism),
        Of(TimelineSeries.UnusableIndex, TimelineSeries.HugePageFallbacks, mechanism),
        Of(TimelineSeries.SlabGrowth, TimelineSeries.UnusableIndex, mechanism),
        Of(TimelineSeries.HostPressure, TimelineSeries.CgroupPressure, mechanism),
    ];

    public static IReadOnlyList<DiagnosisWindow> All { get; } =
    [
        .. HostFixtures.Windows.SelectMany(window => (DiagnosisWindow[])
        [
            window with { Associations = Some(mechanism: null) },
            window with { Associations = Some("a GC thread that touches a new page while the kernel compacts memory waits for it") },
        ]),
    ];
}
