using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>Whether a finding has changed so much that people should be told again.</summary>
internal static class FindingDifference
{
    // Heuristics: half or double, and harm that did not count before.
    private const double Factor = 2;
    private const double LeastScore = 0.01;

    public static bool IsMaterial(Finding told, Finding now)
    {
        if (told.Severity != now.Severity || told.Evidence != now.Evidence || told.Title != now.Title || told.SymptomOf != now.SymptomOf)
        {
            return true;
        }

        double before = Math.Max(told.Harm.Score, LeastScore);
        double after = Math.Max(now.Harm.Score, LeastScore);
        if (after >= before * Factor || after <= before / Factor)
        {
            return true;
        }

        // The first number is the one that the title is about.
        return told.Numbers is [var was, ..] && now.Numbers is [var first, ..] && was.Name == first.Name && was.Value > 0
            && (first.Value >= was.Value * Factor || first.Value <= was.Value / Factor);
    }
}
