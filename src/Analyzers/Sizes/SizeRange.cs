namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// What is known about a count: it lies between <see cref="Min"/> and <see cref="Max"/>, and it may come from
/// <see cref="Input"/>, which somebody outside the process controls. Arithmetic saturates instead of overflowing.
/// </summary>
internal readonly struct SizeRange
{
    public const long Unlimited = long.MaxValue;

    public static readonly SizeRange Unknown = new(0, Unlimited, null);

    public SizeRange(long min, long max, string? input)
    {
        Min = min;
        Max = max;
        Input = input;
    }

    public long Min { get; }

    public long Max { get; }

    /// <summary>The expression that brings the size in from outside, or null.</summary>
    public string? Input { get; }

    public bool IsUnlimitedInput => Input is not null && Max == Unlimited;

    public static SizeRange Exactly(long value) => new(value, value, null);

    public static SizeRange FromInput(string input) => new(0, Unlimited, input);

    /// <summary>Either of the two.</summary>
    public SizeRange Or(SizeRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max), Input ?? other.Input);

    public SizeRange AtMost(long limit) => new(Math.Min(Min, limit), Math.Min(Max, limit), Input);

    /// <summary>The smaller of the two is under outside control only if both are: a configured limit bounds it as well as a constant does.</summary>
    public static SizeRange Smaller(SizeRange a, SizeRange b) =>
        new(Math.Min(a.Min, b.Min), Math.Min(a.Max, b.Max), a.Input is not null && b.Input is not null ? a.Input : null);

    public static SizeRange Larger(SizeRange a, SizeRange b) => new(Math.Max(a.Min, b.Min), Math.Max(a.Max, b.Max), a.Input ?? b.Input);

    public static SizeRange operator +(SizeRange a, SizeRange b) => new(Add(a.Min, b.Min), Add(a.Max, b.Max), a.Input ?? b.Input);

    /// <summary>Subtracting an unknown amount leaves nothing certain at the lower end.</summary>
    public static SizeRange operator -(SizeRange a, SizeRange b) =>
        new(b.Max == Unlimited ? 0 : Math.Max(0, a.Min - b.Max), a.Max == Unlimited ? Unlimited : Math.Max(0, a.Max - b.Min), a.Input);

    public static SizeRange operator *(SizeRange a, SizeRange b) => new(Multiply(a.Min, b.Min), Multiply(a.Max, b.Max), a.Input ?? b.Input);

    public SizeRange DividedBy(long divisor) =>
        divisor > 0 ? new SizeRange(Min / divisor, Max == Unlimited ? Unlimited : Max / divisor, Input) : Unknown;

    private static long Add(long a, long b) => a == Unlimited || b == Unlimited || a > Unlimited - b ? Unlimited : a + b;

    private static long Multiply(long a, long b)
    {
        if (a <= 0 || b <= 0)
        {
            return 0;
        }

        return a == Unlimited || b == Unlimited || a > Unlimited / b ? Unlimited : a * b;
    }
}
