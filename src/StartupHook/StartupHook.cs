using System.Diagnostics.CodeAnalysis;
using AppFrag.StartupHook;

/// <summary>
/// What the runtime calls before Main for each assembly named in DOTNET_STARTUP_HOOKS; its name, its method and the missing
/// namespace are the runtime's contract (docs/design/features/host-startup-hook.md of dotnet/runtime).
/// <para>It only decides. The agent is loaded and started by a thread of its own, so that Main does not wait for it.</para>
/// </summary>
[SuppressMessage("Design", "CA1050", Justification = "The runtime looks for the type outside any namespace.")]
internal static class StartupHook
{
    [SuppressMessage("Design", "CA1031", Justification = "An exception that leaves a startup hook ends the service.")]
    public static void Initialize()
    {
        try
        {
            HookDecision decision = HookDecision.Make(ProcessFacts.OfThisProcess());
            if (decision.Refusal is { } reason)
            {
                StandardError.Say(reason);
            }
            else if (decision.Starts)
            {
                AgentLoader.Start(decision.OwnsTelemetry);
            }
        }
        catch (Exception exception)
        {
            StandardError.Say(exception.Message);
        }
    }
}
