using System;

namespace AppFrag.StartupHook;

/// <summary>
/// Makes ASP.NET Core 10 write the OpenTelemetry attributes of a request (method, route, status) on its own activity, which it
/// leaves to an instrumentation library otherwise. Before Main: ASP.NET Core reads the switch once.
/// </summary>
internal static class AspNetCoreTags
{
    private const string Switch = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    public static void Enable()
    {
        if (!AppContext.TryGetSwitch(Switch, out _))
        {
            AppContext.SetSwitch(Switch, false);
        }
    }
}
