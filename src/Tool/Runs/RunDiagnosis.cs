using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>What a recording says, without its timeline.</summary>
/// <param name="Length">Of the recording.</param>
/// <param name="Gc">Sums over all collections and pauses.</param>
/// <param name="Sites">Largest estimate first.</param>
/// <param name="Findings">What asks for most first.</param>
internal sealed record RunDiagnosis(TimeSpan Length, RunGc Gc, IReadOnlyList<AllocationSite> Sites, IReadOnlyList<Finding> Findings);
