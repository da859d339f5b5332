using System.Diagnostics;

namespace AppFrag.TestHost;

/// <summary>Allocates 200 KB arrays at a steady rate until disposed, so that collections and samples keep coming.</summary>
internal sealed class AllocationLoad : IDisposable
{
    private const int ObjectSize = 200_000;

    private readonly Timer _timer;
    private readonly double _bytesPerMillisecond;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private double _allocated;
    private byte[]? _last;

    public AllocationLoad(int megabytesPerSecond)
    {
        _bytesPerMillisecond = megabytesPerSecond * 1_000_000 / 1000.0;
        _timer = new Timer(_ => Allocate(), null, 0, 10);
    }

    public void Dispose()
    {
        _timer.Dispose();
        GC.KeepAlive(_last);
    }

    private void Allocate()
    {
        lock (_gate)
        {
            while (_allocated < _clock.Elapsed.TotalMilliseconds * _bytesPerMillisecond)
            {
                _last = new byte[ObjectSize];
                _allocated += ObjectSize;
            }
        }
    }
}
