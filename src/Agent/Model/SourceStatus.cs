namespace AppFrag.Model;

/// <summary>Whether a source of measurements can be read.</summary>
public enum SourceState
{
    /// <summary>Read and understood.</summary>
    Ok,

    /// <summary>Absent, switched off or not permitted here; <see cref="SourceStatus.Reason"/> says which.</summary>
    Unavailable,

    /// <summary>Read, but its text was not of the documented form; <see cref="SourceStatus.Reason"/> says where.</summary>
    Malformed,
}

/// <summary>One source of measurements and, when it cannot be used, why. A missing source is named, never left silent.</summary>
/// <param name="Name">Short stable name, e.g. <c>buddyinfo</c> or <c>gc-events</c>.</param>
/// <param name="State">Whether it can be read.</param>
/// <param name="Reason">Why not and how to enable it; when <see cref="SourceState.Ok"/>, <see langword="null"/> or a caveat about what was read.</param>
public sealed record SourceStatus(string Name, SourceState State, string? Reason = null);
