namespace AppFrag.Sources.Requests;

/// <summary>
/// About how many spans there were. Counted by processor and without synchronization, because a counter that all threads
/// share would cost more than everything else that is done while stamping rests.
/// </summary>
internal sealed class SpanCounter
{
    private const int Stripes = 16;
    private const int StripeLength = 8; // a cache line

    private readonly long[] _counts = new long[Stripes * StripeLength];

    public long Value
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < Stripes; i++)
            {
                sum += Volatile.Read(ref _counts[i * StripeLength]);
            }

            return sum;
        }
    }

    public void Add() => _counts[(Thread.GetCurrentProcessorId() % Stripes) * StripeLength]++;
}
