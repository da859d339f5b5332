using System.Diagnostics;
using AppFrag;
using PeakTraffic.Load;
using PeakTraffic.Report;
using PeakTraffic.Telemetry;
using Spectre.Console;

namespace PeakTraffic;

/// <summary>The whole run: warm-up, the naive endpoints, their pooled twins, the report.</summary>
internal sealed class Demonstration(WebApplication service, TimeSpan duration, double bytesPerSecond)
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(4);

    private readonly IAnsiConsole _console = ReportConsole.Create();
    private readonly AppFragAgent _agent = service.Services.GetRequiredService<AppFragAgent>();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var warmUp = duration / 6 < LongestWarmUp ? duration / 6 : LongestWarmUp;
        var half = (duration - warmUp) / 2;
        try
        {
            await service.StartAsync(cancellation);
            var address = new Uri(service.Urls.First());
            _console.MarkupLineInterpolated($"[bold]PeakTraffic[/] listens on {address}; a client in a process of its own sends the load.");
            var hostAtStart = _agent.CaptureReport(warmUp).Host;

            await DriveAsync("warming up", address, Variant.Both, warmUp, cancellation);
            var naive = await DriveAsync("naive endpoints", address, Variant.Naive, half, cancellation);
            var pooled = await DriveAsync("pooled twins", address, Variant.Pooled, half, cancellation);

            FinalReport.Write(_console, hostAtStart, naive, pooled, service.Services.GetRequiredService<TraceCollector>());
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _console.WriteLine("Interrupted: no report.");
            return 130;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException)
        {
            _console.MarkupLineInterpolated($"[red]The run failed:[/] {exception.Message}");
            return 1;
        }
        finally
        {
            await service.StopAsync(CancellationToken.None);
        }
    }

    private async Task<Phase> DriveAsync(string name, Uri address, Variant variant, TimeSpan length, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var load = await PhaseProgress.ShowAsync(_console, name, length, progress =>
            DriverProcess.RunAsync(address, variant, bytesPerSecond, length, progress, cancellation));
        return new Phase(load, _agent.CaptureReport(Stopwatch.GetElapsedTime(start)));
    }
}
