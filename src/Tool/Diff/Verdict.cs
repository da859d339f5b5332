namespace AppFrag.Tool.Diff;

/// <summary>What may be said of a number that was measured twice.</summary>
internal enum Verdict
{
    /// <summary>The difference is no larger than what chance gives.</summary>
    NoMeasurableChange,

    Better,

    Worse,

    /// <summary>Was measured before, and not once after.</summary>
    Gone,

    /// <summary>Was not measured once before.</summary>
    New,

    /// <summary>A reading without a known error: shown, not judged.</summary>
    NotJudged,
}
