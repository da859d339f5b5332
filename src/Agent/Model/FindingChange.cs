namespace AppFrag.Model;

/// <summary>What became of a finding.</summary>
internal enum FindingChangeKind
{
    /// <summary>It is there.</summary>
    Opened,

    /// <summary>It is still there, and something that matters has changed or it is time to say so again.</summary>
    Updated,

    /// <summary>It has not been seen for long enough.</summary>
    Closed,
}

/// <summary>A change that people are told of.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Finding">As it was seen last.</param>
/// <param name="Since">How long it has been open.</param>
internal sealed record FindingChange(FindingChangeKind Kind, Finding Finding, TimeSpan Since);
