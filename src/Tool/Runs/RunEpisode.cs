namespace AppFrag.Tool.Runs;

/// <summary>A stretch in which a finding held.</summary>
/// <param name="Finding">Its id.</param>
/// <param name="From">Seconds since the start of the recording.</param>
/// <param name="To">Seconds since the start of the recording.</param>
internal sealed record RunEpisode(string Finding, double From, double To);
