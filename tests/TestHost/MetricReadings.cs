using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AppFrag.TestHost;

/// <summary>Keeps the last value of each AppFrag instrument and, if asked to, prints its name once.</summary>
internal sealed class MetricReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    private readonly ConcurrentDictionary<(string Instrument, string? Tag), double> _values = new();
    private readonly bool _print;

    public MetricReadings(bool print)
    {
        _print = print;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "AppFrag")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => On(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => On(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => On(instrument, value, tags));
        _listener.Start();
    }

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    /// <summary>Last value of an instrument, of the series whose one attribute has the value <paramref name="tag"/>; 0 before the first.</summary>
    public double Value(string instrument, string? tag = null) => _values.GetValueOrDefault((instrument, tag));

    private void On(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _values[(instrument.Name, tags.Length == 1 ? tags[0].Value as string : null)] = value;
        if (_print && _seen.TryAdd(instrument.Name, true))
        {
            Console.WriteLine("metric " + instrument.Name);
        }
    }
}
