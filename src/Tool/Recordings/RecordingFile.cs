using System.Globalization;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Recordings;

/// <summary>
/// Replays a <c>.nettrace</c> through the agent's own readers. Two passes: methods are described at the end of a
/// recording, and only then can its allocations be named. A recording that is cut or damaged counts up to there.
/// </summary>
internal static class RecordingFile
{
    // No agent to keep small: every method of the largest service.
    private const int MaxMethods = 2_000_000;

    /// <exception cref="UnreadableRecordingException">It holds nothing to report on.</exception>
    public static RecordedRun Read(string path)
    {
        var survey = new RecordingSurvey();
        var gc = new GcLog();
        var methods = new MethodMap(MaxMethods);
        var builder = methods.CreateBuilder();
        string? cut = Pass(path, new SurveySink(survey, gc, builder), out var reader);
        if (survey.Header is not { } header || survey.FirstTimestamp > survey.LastTimestamp)
        {
            throw new UnreadableRecordingException(cut is null ? $"{path}: a nettrace without any event" : $"{path}: {cut}, and nothing before that to report on");
        }

        gc.Advance(long.MaxValue);
        methods.Replace(builder);
        using var lines = new SourceLines();
        var slices = new AllocationSlices(survey.FirstTimestamp, survey.LastTimestamp, useTicks: survey.Samples == 0, methods, lines);
        bool hasAllocations = survey.Samples + survey.Ticks > 0;
        if (hasAllocations)
        {
            Pass(path, slices, out _);
        }

        return new RecordedRun
        {
            StartUtc = new DateTimeOffset(header.SyncTimeUtc, TimeSpan.Zero),
            Start = survey.FirstTimestamp,
            End = survey.LastTimestamp,
            Process = new RunProcess(header.ProcessId, Name: null, CommandLine: null, RuntimeVersion: null, Architecture: null),
            Machine = new RunMachine(Name: null, OperatingSystem: null, header.ProcessorCount > 0 ? header.ProcessorCount : null, MemoryBytes: null),
            Gc = gc,
            Bursts = hasAllocations ? slices.Bursts : [],
            Sources = survey.Sources(cut is null, slices.HasLines, reader.DroppedEvents),
            EndedEarly = cut,
        };
    }

    /// <summary>Why the recording is not whole, or <see langword="null"/>.</summary>
    private static string? Pass(string path, INetTraceSink sink, out NetTraceReader reader)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        reader = new NetTraceReader(stream, new ClockSink(sink));
        try
        {
            reader.ReadToEnd();
            return reader.IsComplete ? null : At($"cut off after {reader.Offset} bytes: its end is missing");
        }
        catch (NetTraceFormatException exception)
        {
            return exception.Problem == NetTraceFormatException.TruncatedProblem
                ? At($"cut off after {exception.Offset} bytes, inside a block")
                : At($"damaged at byte {exception.Offset}: {exception.Problem}");
        }

        static string At(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
