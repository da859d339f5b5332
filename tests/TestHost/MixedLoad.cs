using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AppFrag.TestHost;

/// <summary>
/// Allocates on two threads, in requests of several sizes from three places, at a steady rate or as fast as it can, and
/// counts what each place has allocated.
/// </summary>
internal sealed class MixedLoad(int megabytesPerSecond, int largeSize) : IDisposable
{
    public const string SourceName = "AppFrag.TestHost.Load";

    /// <summary>The methods that allocate, in the order of <see cref="Truth"/>.</summary>
    public static readonly string[] Places = ["MixedLoad.Large", "MixedLoad.Medium", "MixedLoad.Small"];

    private const int Threads = 2;
    private const int HeaderSize = 24;
    private const int MediumSize = 4_000;
    private const int SmallSize = 200;

    private readonly ActivitySource _source = new(SourceName);
    private readonly long[] _bytes = new long[3];
    private long _operations;
    private volatile bool _stop;

    public long Operations => Interlocked.Read(ref _operations);

    public void Start()
    {
        for (int i = 0; i < Threads; i++)
        {
            new Thread(Run) { IsBackground = true, Name = "load" }.Start();
        }
    }

    /// <summary>Bytes since start by place: large, medium, small.</summary>
    public long[] Truth() => [Interlocked.Read(ref _bytes[0]), Interlocked.Read(ref _bytes[1]), Interlocked.Read(ref _bytes[2])];

    public void Dispose()
    {
        _stop = true;
        _source.Dispose();
    }

    private void Run()
    {
        var clock = Stopwatch.StartNew();
        double owed = 0;
        double perMillisecond = megabytesPerSecond * 1000.0 / Threads;
        while (!_stop)
        {
            if (megabytesPerSecond > 0 && owed > clock.Elapsed.TotalMilliseconds * perMillisecond)
            {
                Thread.Sleep(1);
                continue;
            }

            using Activity? request = _source.StartActivity("request", ActivityKind.Server, parentContext: default);
            owed += Request();
        }
    }

    // Half of the bytes large, the rest medium and small.
    private long Request()
    {
        byte[] large = Large(largeSize);
        large[^1] = 1;
        Interlocked.Add(ref _bytes[0], largeSize + HeaderSize);
        int medium = largeSize / 3 / (MediumSize + HeaderSize);
        for (int i = 0; i < medium; i++)
        {
            GC.KeepAlive(Medium());
        }

        Interlocked.Add(ref _bytes[1], (long)medium * (MediumSize + HeaderSize));
        int small = largeSize / 6 / (SmallSize + HeaderSize);
        for (int i = 0; i < small; i++)
        {
            GC.KeepAlive(Small());
        }

        Interlocked.Add(ref _bytes[2], (long)small * (SmallSize + HeaderSize));
        Interlocked.Increment(ref _operations);
        return largeSize + ((long)medium * MediumSize) + ((long)small * SmallSize);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Large(int size) => new byte[size];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Medium() => new byte[MediumSize];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Small() => new byte[SmallSize];
}
