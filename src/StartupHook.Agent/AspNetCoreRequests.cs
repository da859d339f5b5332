using System.Reflection;
using OpenTelemetry.Trace;

namespace AppFrag.StartupHook;

/// <summary>
/// Requests as spans with route and status, by OpenTelemetry's own instrumentation. Its assembly needs ASP.NET Core and is
/// touched only where the service has that, hence by name.
/// </summary>
internal static class AspNetCoreRequests
{
    private const string Assembly = "OpenTelemetry.Instrumentation.AspNetCore";
    private const string Extensions = "OpenTelemetry.Trace.AspNetCoreInstrumentationTracerProviderBuilderExtensions";
    private const string Method = "AddAspNetCoreInstrumentation";

    public static void AddTo(TracerProviderBuilder traces)
    {
        if (ServiceAssemblies.HaveAspNetCore)
        {
            var assembly = System.Reflection.Assembly.Load(new AssemblyName(Assembly));
            assembly.GetType(Extensions, throwOnError: true)!
                .GetMethod(Method, [typeof(TracerProviderBuilder)])!
                .Invoke(null, [traces]);
        }
    }
}
