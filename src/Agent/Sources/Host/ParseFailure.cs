namespace AppFrag.Sources.Host;

/// <summary>Where a text stopped being of the documented form. Holds constants only, so that a bad file costs no allocation per tick.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Problem">What was expected there.</param>
internal readonly record struct ParseFailure(int Line, string Problem);
