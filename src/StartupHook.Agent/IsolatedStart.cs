using System.Reflection;

namespace AppFrag.StartupHook;

/// <summary>
/// What the hook calls, by name. This assembly is then loaded a second time, into the context that has its dependencies, and
/// <see cref="HookedAgent"/> is started there: the first copy cannot see them.
/// </summary>
public static class IsolatedStart
{
    /// <param name="ownsTelemetry">The service has no OpenTelemetry of its own: export its requests and its runtime's metrics as well.</param>
    public static void Start(bool ownsTelemetry)
    {
        string path = typeof(IsolatedStart).Assembly.Location;
        var context = new AgentLoadContext(Path.GetDirectoryName(path)!);
        context.LoadFromAssemblyPath(path)
            .GetType(typeof(HookedAgent).FullName!, throwOnError: true)!
            .GetMethod(nameof(HookedAgent.Start), BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [ownsTelemetry]);
    }
}
