namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Adjusts the probabilities of several tests so that, of what is found at a level, at most that share is false in the mean
/// (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995). Pure.
/// </summary>
internal static class BenjaminiHochberg
{
    /// <param name="p">Of each test; NaN for one that could not be made and does not count.</param>
    /// <param name="adjusted">As long; may be the same memory.</param>
    public static void Adjust(ReadOnlySpan<double> p, Span<double> adjusted)
    {
        Span<int> order = stackalloc int[p.Length];
        int made = 0;
        for (int i = 0; i < p.Length; i++)
        {
            if (!double.IsNaN(p[i]))
            {
                int place = made++;
                while (place > 0 && p[order[place - 1]] > p[i])
                {
                    order[place] = order[place - 1];
                    place--;
                }

                order[place] = i;
            }
        }

        double least = 1;
        for (int rank = made; rank > 0; rank--)
        {
            int i = order[rank - 1];
            least = Math.Min(least, p[i] * made / rank);
            adjusted[i] = least;
        }
    }
}
