using System.Diagnostics.Metrics;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>What a meter has, and which attributes its measurements carried.</summary>
internal sealed class InstrumentsReference : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<string, SortedSet<string>> _attributes = [];
    private readonly SortedDictionary<string, object?> _seen = new(StringComparer.Ordinal);

    public InstrumentsReference()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Meter)
            {
                _instruments.Add(instrument);
                _attributes.Add(instrument.Name, new SortedSet<string>(StringComparer.Ordinal));
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => See(instrument, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => See(instrument, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => See(instrument, tags));
        _listener.Start();
    }

    public Meter Meter { get; } = new("AppFrag.InstrumentsReference");

    public IEnumerable<string> Instruments => ReferencePage.Table(
        ["instrument", "kind, unit", "attributes", "meaning"],
        _instruments.Select(instrument => ReferencePage.Row(
            $"`{instrument.Name}`",
            $"{Kind(instrument)}, `{instrument.Unit}`",
            _attributes[instrument.Name] is { Count: > 0 } keys ? string.Join(", ", keys.Select(key => $"`{key}`")) : "–",
            instrument.Description!)));

    public IEnumerable<KeyValuePair<string, object?>> Attributes => _seen;

    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }

    private static string Kind(Instrument instrument)
    {
        string name = instrument.GetType().Name;
        return name.Contains("Gauge", StringComparison.Ordinal) ? "gauge"
            : name.Contains("Counter", StringComparison.Ordinal) ? "counter"
            : name.Contains("Histogram", StringComparison.Ordinal) ? "histogram"
            : throw new ArgumentException(name);
    }

    private void See(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            _attributes[instrument.Name].Add(tag.Key);
            _seen[tag.Key] = tag.Value;
        }
    }
}
