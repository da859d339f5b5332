namespace AppFrag.Package.Tests;

/// <summary>
/// The agent in services with the oldest OpenTelemetry that it allows and that is served, and the newest: no version conflict
/// when it is restored, and its spans and metrics reach the service's own exporters.
/// </summary>
public sealed class OpenTelemetryVersionTests(PackedFeed feed)
{
    private const string Program =
        """
        using System.Collections.Concurrent;
        using System.Diagnostics;
        using Microsoft.Extensions.Hosting;
        using OpenTelemetry;
        using OpenTelemetry.Metrics;
        using OpenTelemetry.Trace;

        var spans = new ConcurrentQueue<Activity>();
        var metrics = new ConcurrentQueue<string>();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("Shop").AddAppFragInstrumentation().AddProcessor(new SimpleActivityExportProcessor(new Spans(spans))).Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddAppFragInstrumentation().AddReader(new PeriodicExportingMetricReader(new Metrics(metrics), 500)).Build();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.AddAppFrag(options =>
        {
            options.CpuBudget = 0.5;
            options.SamplingInterval = TimeSpan.FromSeconds(1);
        });
        using var host = builder.Build();
        await host.StartAsync();
        var source = new ActivitySource("Shop");
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60) && !(metrics.Contains("appfrag.gc.heap.fragmentation.ratio") && spans.Any(span => span.OperationName == "gc.large_allocation")))
        {
            using (source.StartActivity("order"))
            {
                GC.KeepAlive(new byte[300_000]);
            }

            await Task.Delay(5);
        }

        await host.StopAsync();
        Console.WriteLine($"OpenTelemetry {FileVersionInfo.GetVersionInfo(typeof(Sdk).Assembly.Location).ProductVersion}; {patience.Elapsed < TimeSpan.FromSeconds(60)}");

        internal sealed class Spans(ConcurrentQueue<Activity> seen) : BaseExporter<Activity>
        {
            public override ExportResult Export(in Batch<Activity> batch)
            {
                foreach (var span in batch)
                {
                    seen.Enqueue(span);
                }

                return ExportResult.Success;
            }
        }

        internal sealed class Metrics(ConcurrentQueue<string> seen) : BaseExporter<Metric>
        {
            public override ExportResult Export(in Batch<Metric> batch)
            {
                foreach (var metric in batch)
                {
                    seen.Enqueue(metric.Name);
                }

                return ExportResult.Success;
            }
        }
        """;

    [Theory]
    [InlineData("1.9.0")]
    [InlineData("1.20.1")]
    public async Task Service_WithThisOpenTelemetry_Restores_AndExports(string version)
    {
        var project = Directory.CreateDirectory(Path.Combine(feed.Directory, "otel-" + version)).FullName;
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(project, "Shop.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Worker">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <WarningsAsErrors>NU1107;NU1605;NU1608</WarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AppFrag.Agent" Version="{feed.Version}" />
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.0" />
                <PackageReference Include="OpenTelemetry" Version="{version}" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);

        await CommandResult.RequireAsync(feed.Dotnet("build", project, "-c", "Release"));
        var output = await CommandResult.RequireAsync(feed.Dotnet("exec", Path.Combine(project, "bin/Release/net10.0/Shop.dll")));

        Assert.Matches($@"OpenTelemetry {version.Replace(".", "\\.", StringComparison.Ordinal)}\b.*; True", output);
    }
}
