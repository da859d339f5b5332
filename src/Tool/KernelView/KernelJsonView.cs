using System.Text.Json;
using AppFrag.Model;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Report;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.KernelView;

/// <summary>Schema <c>appfrag.kernel/1</c> (docs/kernel.md). Every key is always there; null where it could not be watched.</summary>
internal static class KernelJsonView
{
    public const string Schema = "appfrag.kernel/1";

    public static void Show(KernelReport report, int top)
    {
        using var output = StandardOutput.Open();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            Write(json, report, top);
        }

        output.WriteByte((byte)'\n');
    }

    public static void Write(Utf8JsonWriter json, KernelReport report, int top)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("timestamp", report.Timestamp);
        json.WriteString("kernel", report.KernelRelease);
        json.WriteNumber("requestedSeconds", report.Requested.TotalSeconds);
        json.WriteNumber("observedSeconds", Math.Round(report.Observed.TotalSeconds, 3));
        json.WriteString("verdict", KernelVerdict.Of(report));
        WriteAll(json, "countedBy", report.CountedBy, json.WriteStringValue);
        WriteMixing(json, report.Mixing, top);
        WriteWaits(json, "compaction", report.Compaction, top);
        WriteWaits(json, "directReclaim", report.DirectReclaim, top);
        WriteFaults(json, report.PageFaults, top);
        KernelJsonAllocations.Write(json, report, top);
        WriteNumbers(json, "vmstat", report.Vmstat);
        WriteAll(json, "sources", report.Sources, source =>
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("state", source.State == SourceState.Ok ? "ok" : source.State == SourceState.Malformed ? "malformed" : "unavailable");
            json.WriteString("reason", source.Reason);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>An array of at most <paramref name="top"/> elements.</summary>
    public static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write, int top = int.MaxValue)
    {
        json.WriteStartArray(name);
        foreach (var item in items.Take(top))
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private static void WriteMixing(Utf8JsonWriter json, MixingReport? mixing, int top)
    {
        if (mixing is null)
        {
            json.WriteNull("mixing");
            return;
        }

        json.WriteStartObject("mixing");
        json.WriteNumber("blockOrder", mixing.BlockOrder);
        json.WriteNumber("events", mixing.Events);
        json.WriteNumber("harmful", mixing.Harmful);
        json.WriteNumber("unmovableInMovable", mixing.UnmovableInMovable);
        WriteAll(json, "types", mixing.Types, types =>
        {
            json.WriteStartObject();
            json.WriteString("wanted", types.Wanted);
            json.WriteString("takenFrom", types.TakenFrom);
            json.WriteBoolean("wholeBlock", !types.IsPart);
            json.WriteBoolean("converted", types.IsConverted);
            json.WriteBoolean("harmful", types.IsHarmful);
            json.WriteNumber("events", types.Events);
            json.WriteEndObject();
        });
        WriteCounts(json, "harmfulByProcess", mixing.Processes, top);
        WriteNumbers(json, "blocksBefore", mixing.BlocksBefore);
        WriteNumbers(json, "blocksAfter", mixing.BlocksAfter);
        json.WriteEndObject();
    }

    private static void WriteWaits(Utf8JsonWriter json, string name, WaitReport? waits, int top)
    {
        if (waits is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("runs", waits.Processes.Sum(wait => wait.Runs));
        json.WriteNumber("microseconds", waits.Processes.Sum(wait => wait.Microseconds));
        json.WriteNumber("stillRunning", waits.StillOpen);
        WriteAll(
            json,
            "processes",
            waits.Processes,
            wait =>
            {
                json.WriteStartObject();
                WriteProcess(json, wait.Process);
                json.WriteBoolean("background", wait.IsBackground);
                json.WriteNumber("runs", wait.Runs);
                json.WriteNumber("microseconds", wait.Microseconds);
                json.WriteNumber("longestMicroseconds", wait.LongestMicroseconds);
                json.WriteNumber("successes", wait.Successes);
                json.WriteNumber("pagesReclaimed", wait.PagesReclaimed);
                json.WriteEndObject();
            },
            top);
        json.WriteEndObject();
    }

    private static void WriteFaults(Utf8JsonWriter json, ProcessCounts? faults, int top)
    {
        if (faults is null)
        {
            json.WriteNull("pageFaults");
            return;
        }

        json.WriteStartObject("pageFaults");
        json.WriteNumber("events", faults.Events);
        WriteCounts(json, "processes", faults.Processes, top);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<ProcessCount>? counts, int top)
    {
        if (counts is null)
        {
            json.WriteNull(name);
            return;
        }

        WriteAll(
            json,
            name,
            counts,
            count =>
            {
                json.WriteStartObject();
                WriteProcess(json, count.Process);
                json.WriteNumber("events", count.Events);
                json.WriteEndObject();
            },
            top);
    }

    private static void WriteProcess(Utf8JsonWriter json, ProcessIdentity process)
    {
        json.WriteNumber("processId", process.Id);
        json.WriteString("name", process.Name);
        json.WriteString("state", process.State switch { ProcessState.Running => "running", ProcessState.Passing => "passing", _ => "elsewhere" });
        json.WriteBoolean("isThisTool", process.IsThisTool);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> numbers)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in numbers)
        {
            json.WriteNumber(key, value);
        }

        json.WriteEndObject();
    }
}
