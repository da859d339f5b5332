using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AppFrag.TestHost;

/// <summary>Prints the name of each AppFrag instrument that gives a measurement, once.</summary>
internal sealed class MetricReadings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    public MetricReadings()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "AppFrag")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Print(instrument));
        _listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => Print(instrument));
        _listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => Print(instrument));
        _listener.Start();
    }

    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Print(Instrument instrument)
    {
        if (_seen.TryAdd(instrument.Name, true))
        {
            Console.WriteLine("metric " + instrument.Name);
        }
    }
}
