using Microsoft.Extensions.Configuration;

namespace AppFrag.StartupHook;

/// <summary>What is exported besides the agent's own: the names of activity sources and meters.</summary>
internal sealed class TelemetrySources
{
    /// <summary>More activity sources, separated by commas; a star stands for anything.</summary>
    public const string MoreActivities = "AppFrag:TraceSources";

    private const string Agent = "AppFrag";

    public TelemetrySources(IConfiguration configuration, string assembly, bool ownsTelemetry)
    {
        string[] more = (configuration[MoreActivities] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        // Sources named for the program, as documentation advises. Not all there are: each one that is listened to costs the service.
        Activities = ownsTelemetry ? [Agent, assembly, assembly + ".*", .. more] : [Agent, .. more];
        Meters = ownsTelemetry ? [Agent, "System.Runtime", "Microsoft.AspNetCore.Hosting"] : [Agent];
    }

    public IReadOnlyList<string> Activities { get; }

    public IReadOnlyList<string> Meters { get; }
}
