namespace AppFrag.Model;

/// <summary>Adds up the samples of one burst that share stack, type, heap and route.</summary>
internal sealed class AllocationGroup(CallStack stack, string type, AllocationKind kind, RequestRoute? route)
{
    /// <summary>As much as has been added so far.</summary>
    public AllocationSum Sum { get; private set; } = new(stack, type, kind) { Route = route, Smallest = long.MaxValue };

    /// <param name="objectSize">Size of a sampled object, bytes.</param>
    public void Add(long objectSize) => Add(objectSize, SamplingEstimate.Weight(objectSize), 1);

    /// <param name="objectSize">Size of a sampled object, bytes.</param>
    /// <param name="objects">How many objects it stands for.</param>
    /// <param name="scale">At least 1: how many samples this one stands for because others found no room.</param>
    public void Add(long objectSize, double objects, double scale)
    {
        double weight = objects * scale;
        double square = (double)objectSize * objectSize;
        Add(new AllocationSum(Sum.Stack, Sum.Type, Sum.Kind)
        {
            Samples = 1,
            Objects = weight,
            Bytes = weight * objectSize,
            SizeSquares = weight * square,
            Smallest = objectSize,
            Largest = objectSize,

            // Horvitz-Thompson: s²·(1−q)/q² with q = 1/weight.
            DrawVariance = square * weight * (weight - 1),
            Spread = square * weight * weight,
        });
    }

    /// <summary>Adds all that another sum holds.</summary>
    public void Add(in AllocationSum other) => Sum = Sum with
    {
        Samples = Sum.Samples + other.Samples,
        Objects = Sum.Objects + other.Objects,
        Bytes = Sum.Bytes + other.Bytes,
        DrawVariance = Sum.DrawVariance + other.DrawVariance,
        Spread = Sum.Spread + other.Spread,
        SizeSquares = Sum.SizeSquares + other.SizeSquares,
        Smallest = Math.Min(Sum.Smallest, other.Smallest),
        Largest = Math.Max(Sum.Largest, other.Largest),
    };
}
