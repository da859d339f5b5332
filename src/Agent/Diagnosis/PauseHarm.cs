using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>What the GC's pauses of a window cost: of those collections that a finding is about, as far as they can be told apart.</summary>
internal static class PauseHarm
{
    /// <summary>Of the collections of generation 2.</summary>
    public static FindingHarm OfFullCollections(DiagnosisWindow window) => Of(window, window.Pauses.Full is { } full ? Share(full, window.Pauses.Total) : 1);

    /// <summary>Of the collections of generations 0 and 1.</summary>
    public static FindingHarm OfYoungCollections(DiagnosisWindow window) => Of(window, window.Pauses.Full is { } full ? 1 - Share(full, window.Pauses.Total) : 1);

    public static IEnumerable<FindingNumber> Numbers(DiagnosisWindow window)
    {
        yield return new FindingNumber("gc.pause.total", window.Pauses.Total.TotalSeconds, "s");
        yield return new FindingNumber("gc.pause.max", window.Pauses.Max.TotalSeconds, "s");
        yield return new FindingNumber("gc.pause.requests", window.Pauses.RequestsPaused, "{request}");
        yield return new FindingNumber("gc.pause.request_time", window.Pauses.RequestTime.TotalSeconds, "s");
    }

    private static FindingHarm Of(DiagnosisWindow window, double share) => new()
    {
        Window = window.Length,
        RequestsPaused = window.Pauses.RequestTime * share,
        Stalled = window.Pauses.RequestsPaused > 0 ? TimeSpan.Zero : window.Pauses.Total * share,
    };

    private static double Share(TimeSpan part, TimeSpan all) => all > TimeSpan.Zero ? Math.Clamp(part / all, 0, 1) : 0;
}
