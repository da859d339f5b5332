using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

// Its own tracing, of an older OpenTelemetry; also listens to HTTP clients, of which it has none.
var line = Task.Run(Console.ReadLine);
var seen = new Seen();
using (Sdk.CreateTracerProviderBuilder().AddSource("OldTelemetry", "System.Net.Http").AddProcessor(seen).Build())
{
    var source = new ActivitySource("OldTelemetry");
    do
    {
        using var work = source.StartActivity("work");
        GC.KeepAlive(new byte[300_000]);
    }
    while (!line.Wait(5));
}

Console.WriteLine($"OpenTelemetry {FileVersionInfo.GetVersionInfo(typeof(Sdk).Assembly.Location).ProductVersion}, own {seen.Own > 0}, http {seen.Http}");
return 7;

internal sealed class Seen : BaseProcessor<Activity>
{
    public int Own { get; private set; }

    public int Http { get; private set; }

    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == "OldTelemetry")
        {
            Own++;
        }
        else
        {
            Http++;
        }
    }
}
