using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace AppFrag.StartupHook;

/// <summary>Loads the agent from the folder beside the hook. By name only: the hook itself depends on nothing.</summary>
internal static class AgentLoader
{
    private static volatile bool _ending;

    public static string AgentPath { get; } =
        Path.Combine(Path.GetDirectoryName(typeof(AgentLoader).Assembly.Location) ?? "", "agent", "AppFrag.StartupHook.Agent.dll");

    /// <summary>Starts the agent on a thread of its own, so that Main does not wait for it.</summary>
    public static void Start(bool ownsTelemetry)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _ending = true;
        new Thread(() => Load(ownsTelemetry)) { IsBackground = true, Name = "AppFrag startup" }.Start();
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception on this thread would end the service.")]
    private static void Load(bool ownsTelemetry)
    {
        try
        {
            ServiceStart.WaitUntilQuiet();

            // LoadFile: not among the service's assemblies, so that no name of the service's is taken.
            Assembly.LoadFile(AgentPath)
                .GetType("AppFrag.StartupHook.IsolatedStart", throwOnError: true)!
                .GetMethod("Start", BindingFlags.Public | BindingFlags.Static)!
                .Invoke(null, [ownsTelemetry]);
        }
        catch (Exception exception) when (!_ending)
        {
            // Reflection wraps what was thrown, each call once.
            Exception cause = exception;
            while (cause is TargetInvocationException { InnerException: { } inner })
            {
                cause = inner;
            }

            StandardError.Say(cause.Message);
        }
        catch (Exception)
        {
            // The process ended while the agent was starting: what it needs is gone, and there is nothing to tell.
        }
    }
}
