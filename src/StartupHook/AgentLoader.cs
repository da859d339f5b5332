using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Reflection;

namespace AppFrag.StartupHook;

/// <summary>Loads the agent from the folder beside the hook. By name only: the hook itself depends on nothing.</summary>
internal static class AgentLoader
{
    public static string AgentPath { get; } =
        Path.Combine(Path.GetDirectoryName(typeof(AgentLoader).Assembly.Location) ?? "", "agent", "AppFrag.StartupHook.Agent.dll");

    /// <summary>On a thread of its own, whose end is nobody's business.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "An exception on this thread would end the service.")]
    public static void Load(bool ownsTelemetry)
    {
        try
        {
            // LoadFile: not among the service's assemblies, so that no name of the service's is taken.
            Assembly.LoadFile(AgentPath)
                .GetType("AppFrag.StartupHook.IsolatedStart", throwOnError: true)!
                .GetMethod("Start", BindingFlags.Public | BindingFlags.Static)!
                .Invoke(null, [ownsTelemetry]);
        }
        catch (Exception exception)
        {
            StandardError.Say((exception as TargetInvocationException)?.InnerException?.Message ?? exception.Message);
        }
    }
}
