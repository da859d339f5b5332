using AppFrag.Model;
using PeakTraffic.Load;

namespace PeakTraffic.Report;

/// <summary>One half of the run: what the client measured and what the agent saw meanwhile.</summary>
internal sealed record Phase(LoadResult Load, AppFragReport Report);
