using System.Diagnostics;
using System.Runtime.CompilerServices;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// Makes a log record carry the ids of a request that has long ended. OpenTelemetry takes them from
/// <see cref="Activity.Current"/>, and an activity that is started gets a span id of its own, of a span that nobody would ever
/// see. So the carrier is never started: it has the request's ids, no listener is told of it, nothing is exported for it.
/// <para>
/// There is no public way to give an activity a span id, hence the accessor. On a runtime where the field is gone the record
/// goes out without a trace context; its attributes name the trace all the same.
/// </para>
/// </summary>
internal static class TraceCarrier
{
    /// <summary>Runs <paramref name="log"/> with the request as the current activity, if its ids are known and can be carried.</summary>
    public static void Run(FindingExample? example, Action log)
    {
        Activity? before = Activity.Current;
        Activity? carrier = example is { SpanId: not null } ? Of(example) : null;
        try
        {
            // Also without an example: the record must not get the ids of whatever happens to be current.
            Activity.Current = carrier;
            log();
        }
        finally
        {
            Activity.Current = before;
        }
    }

    /// <returns><see langword="null"/> when the ids are not well formed or this runtime's activities cannot carry them.</returns>
    internal static Activity? Of(FindingExample example)
    {
        try
        {
            ActivityTraceId trace = ActivityTraceId.CreateFromString(example.TraceId);
            ActivitySpanId span = ActivitySpanId.CreateFromString(example.SpanId);
            var carrier = new Activity("appfrag.finding");
            carrier.SetIdFormat(ActivityIdFormat.W3C);
            // As its own parent: the trace id is taken over from there. Only recorded requests become examples.
            carrier.SetParentId(trace, span, ActivityTraceFlags.Recorded);
            if (carrier.TraceId != trace)
            {
                return null;
            }

            SpanIdOf(carrier) = span.ToHexString();
            carrier.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            return carrier.SpanId == span && carrier.Id is not null ? carrier : null;
        }
        catch (Exception exception) when (exception is MissingFieldException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity activity);
}
