namespace AppFrag.Model;

/// <summary>One zone of <c>/proc/zoneinfo</c>, in pages.</summary>
/// <param name="MinPages">Below it only critical allocations are served.</param>
/// <param name="LowPages">Below it kswapd starts to reclaim.</param>
/// <param name="HighPages">At it kswapd stops.</param>
/// <param name="ManagedPages">Pages that the page allocator owns.</param>
/// <param name="PresentPages">Pages that exist.</param>
/// <param name="BoostPages">By how much the watermarks are raised for now because movable blocks were broken up (<c>vm.watermark_boost_factor</c>); <see langword="null"/> before Linux 5.13.</param>
public sealed record ZoneWatermarks(
    long MinPages,
    long LowPages,
    long HighPages,
    long ManagedPages,
    long PresentPages,
    long? BoostPages);
