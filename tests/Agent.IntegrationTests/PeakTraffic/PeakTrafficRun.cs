using AppFrag.OtlpReceiver;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>One whole run of the sample, exporting over gRPC, that several tests look at.</summary>
public sealed class PeakTrafficRun : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    internal IReadOnlyList<string> Output { get; private set; } = [];

    internal int ExitCode { get; private set; }

    internal ReceivedTelemetry Received { get; private set; } = new();

    /// <summary>Scraped the sample while it ran, with the rules of deploy/; <see langword="null"/> where there is no Prometheus.</summary>
    internal PrometheusServer? Prometheus { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await using var server = await OtlpServer.StartAsync();
        int port = FreePort.Find();
        Prometheus = await PrometheusServer.StartAsync(port);
        using var sample = SampleProcess.Start(["--duration", "36s", "--rate", "100", "--urls", $"http://127.0.0.1:{port}"], server.GrpcEndpoint);
        ExitCode = await sample.WaitForExitAsync(Deadline);
        Output = sample.Output;
        Received = server.Received;
    }

    public ValueTask DisposeAsync()
    {
        Prometheus?.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Runs alone: other tests would disturb what is measured, and be disturbed by the load.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PeakTrafficTestGroup : ICollectionFixture<PeakTrafficRun>
{
    public const string Name = "PeakTraffic";
}
