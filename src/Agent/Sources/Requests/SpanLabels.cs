using System.Collections.Concurrent;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// Numbers for what root spans say about themselves, so that the table of spans needs no references. Numbers are given in
/// order and the oldest forgotten; what a forgotten number stood for is unknown, never something else. Any thread.
/// </summary>
internal sealed class SpanLabels
{
    /// <summary>Labels known at a time.</summary>
    public const int Capacity = 2048;

    private readonly ConcurrentDictionary<SpanLabel, int> _numbers = new();
    private readonly Numbered?[] _labels = new Numbered?[Capacity];
    private readonly Lock _gate = new();
    private int _last;

    /// <summary>The number of a label; above 0.</summary>
    public int NumberOf(in SpanLabel label)
    {
        if (_numbers.TryGetValue(label, out int number))
        {
            return number;
        }

        lock (_gate)
        {
            if (_numbers.TryGetValue(label, out number))
            {
                return number;
            }

            number = _last == int.MaxValue ? 1 : _last + 1;
            ref Numbered? place = ref _labels[number % Capacity];
            if (place is { } oldest)
            {
                _numbers.TryRemove(oldest.Label, out _);
            }

            Volatile.Write(ref place, new Numbered(number, label));
            _numbers[label] = number;
            _last = number;
            return number;
        }
    }

    /// <returns>False for 0 and for a number that is forgotten.</returns>
    public bool TryGet(int number, out SpanLabel label)
    {
        if (Volatile.Read(ref _labels[number % Capacity]) is { } found && found.Number == number)
        {
            label = found.Label;
            return true;
        }

        label = default;
        return false;
    }

    private sealed record Numbered(int Number, SpanLabel Label);
}
