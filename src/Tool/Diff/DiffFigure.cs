namespace AppFrag.Tool.Diff;

/// <summary>One number of a whole recording, of which less is better.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="Before">Before the change; <see langword="null"/> when that recording does not tell.</param>
/// <param name="After">After it.</param>
/// <param name="Verdict">What may be said.</param>
/// <param name="IsRegression">Worse, and by more than <see cref="Comparison.LeastRegression"/>.</param>
internal sealed record DiffFigure(string Name, string Unit, Measured? Before, Measured? After, Verdict Verdict, bool IsRegression);
