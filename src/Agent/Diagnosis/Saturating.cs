namespace AppFrag.Diagnosis;

/// <summary>Sums that stop at the largest number: a copied tree may hold any, and none may end a diagnosis.</summary>
internal static class Saturating
{
    public static long Total(this IEnumerable<long> numbers) => numbers.Aggregate(0L, Add);

    public static long Add(long left, long right) => right > 0 && left > long.MaxValue - right ? long.MaxValue : left + right;
}
