namespace AppFrag.Tool.Diff;

/// <param name="Value">Estimate.</param>
/// <param name="Error">Half width of its 95 % interval; <see langword="null"/> when it is not known.</param>
internal readonly record struct Measured(double Value, double? Error);
