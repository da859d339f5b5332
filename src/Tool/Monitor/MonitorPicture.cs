using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Monitor;

/// <summary>All that one refresh shows: the last while of the process, analysed as a recording of that length would be.</summary>
/// <param name="Recorded">What was seen.</param>
/// <param name="Diagnosis">What follows from it.</param>
/// <param name="Host">The host in full; <see langword="null"/> where it says nothing.</param>
/// <param name="Rates">Bytes per second by kind of heap with the half width of the 95 % interval; empty without samples.</param>
/// <param name="Series">Second by second, oldest first.</param>
/// <param name="Watched">Since when in all.</param>
internal sealed record MonitorPicture(RecordedRun Recorded, RunDiagnosis Diagnosis, HostReport? Host, IReadOnlyList<MonitorRate> Rates, MonitorSeries Series, TimeSpan Watched);

/// <param name="Kind">Which heap.</param>
/// <param name="BytesPerSecond">The estimate.</param>
/// <param name="Error">Half width of its 95 % interval.</param>
internal sealed record MonitorRate(AllocationKind Kind, double BytesPerSecond, double Error);

/// <summary>A value for each second.</summary>
/// <param name="Collections">Collections that ended in it.</param>
/// <param name="PausedMilliseconds">Longest pause that ended in it.</param>
/// <param name="LargeBytes">Estimated bytes per second on the large object heap by the burst that covers it; the burst before where none does.</param>
internal sealed record MonitorSeries(IReadOnlyList<double> Collections, IReadOnlyList<double> PausedMilliseconds, IReadOnlyList<double> LargeBytes);
