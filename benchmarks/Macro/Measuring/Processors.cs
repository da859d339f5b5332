using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>The machine's processors in two halves, as taskset(1) takes them.</summary>
internal static class Processors
{
    /// <exception cref="InvalidOperationException">There is only one.</exception>
    public static (string Lower, string Upper) Halves()
    {
        int count = Environment.ProcessorCount;
        return count >= 2
            ? (List(0, count / 2), List(count - (count / 2), count / 2))
            : throw new InvalidOperationException("two services at the same time need two processors");
    }

    public static IReadOnlyList<string> RunOn(string processors) => ["taskset", "-c", processors];

    private static string List(int first, int count) => string.Create(CultureInfo.InvariantCulture, $"{first}-{first + count - 1}");
}
