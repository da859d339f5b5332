using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AppFrag.Package.Tests;

/// <summary>
/// The whole loop, with nothing of AppFrag but its packages: a service runs under load and writes its profile; the compiler reports the line that production allocates
/// on, in a helper that no rule about request paths can see; the offered fix is applied; the service runs again; and the comparison says that the site is gone.
/// </summary>
public sealed partial class ProductionLoopTests(PackedFeed feed, ITestOutputHelper output)
{
    private const string OffendingLine = "var buffer = new byte[count];";

    private const string Program =
        """
        using OpenTelemetry.Trace;

        var builder = WebApplication.CreateBuilder(args);
        builder.AddAppFrag();
        builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation());
        var app = builder.Build();
        app.MapPost("/import", async (HttpRequest request) => await Shop.Data.Codec.HashAsync(request.Body, (int)request.ContentLength.GetValueOrDefault()));
        app.Run();
        """;

    private const string Helper =
        $$"""
        using System.Security.Cryptography;

        namespace Shop.Data;

        public static class Codec
        {
            public static async Task<string> HashAsync(Stream input, int count)
            {
                {{OffendingLine}}
                await input.ReadExactlyAsync(buffer);
                return Convert.ToHexString(SHA256.HashData(buffer));
            }
        }
        """;

    private static readonly TimeSpan Recording = TimeSpan.FromSeconds(6);

    // So many requests that the methods are compiled, and so many at the same time that the pool has arrays to spare for threads that
    // rent for the first time, as in production.
    private const int WarmUpRequests = 200;
    private const int WarmUpConnections = 16;

    private static readonly byte[] Content = new byte[200_000];

    private static readonly int TrueLine = 1 + Array.FindIndex(Helper.Split('\n'), line => line.Contains(OffendingLine, StringComparison.Ordinal));

    private string Project => Path.Combine(feed.Directory, "Loop");

    private string Profile => Path.Combine(Project, "appfrag.profile.tsv");

    [Fact]
    public async Task FromProduction_ToTheLine_ToTheFix_ToTheProof()
    {
        await CreateAsync();
        var tool = Path.Combine(feed.Directory, "loop-tools");
        await CommandResult.RequireAsync(feed.Dotnet("tool", "install", "AppFrag.Tool", "--version", feed.Version, "--tool-path", tool));
        var appfrag = Path.Combine(tool, "appfrag");

        var blind = await BuildAsync();
        Assert.DoesNotMatch(@"Codec\.cs\(\d+,\d+\): warning AF", blind);

        // Production.
        var before = Path.Combine(feed.Directory, "before.json");
        await RunUnderLoadAsync(appfrag, before);
        var profile = await File.ReadAllTextAsync(Profile, TestContext.Current.CancellationToken);
        output.WriteLine(profile);
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"\nM:Shop\.Data\.Codec\.HashAsync\(System\.IO\.Stream,System\.Int32\)\tData/Codec\.cs\t{TrueLine}\tSystem\.Byte\[\]\tloh\t\d+\t[\d.]+\t\d+\tPOST /import\n"), profile);
        Assert.DoesNotContain(feed.Directory, profile, StringComparison.Ordinal);
        Assert.DoesNotContain("customer", profile, StringComparison.Ordinal);

        // The compiler knows.
        var told = await BuildAsync();
        var warning = AtTheLine().Match(told);
        output.WriteLine(warning.Value);
        Assert.True(warning.Success, told);
        Assert.Equal(TrueLine, int.Parse(warning.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Contains("most of it for POST /import (shop 1.4.2, less than a day old)", warning.Value, StringComparison.Ordinal);

        // The fix is applied by the compiler's own tool, as a light bulb applies it.
        await CommandResult.RequireAsync(feed.Dotnet("format", "analyzers", Project, "--diagnostics", "AF2001", "--severity", "warn", "--no-restore"));
        var repaired = await File.ReadAllTextAsync(Path.Combine(Project, "Data", "Codec.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("ArrayPool<byte>.Shared.Rent(count)", repaired, StringComparison.Ordinal);
        Assert.DoesNotContain("AF2001", await BuildAsync(), StringComparison.Ordinal);

        // The proof.
        var after = Path.Combine(feed.Directory, "after.json");
        await RunUnderLoadAsync(appfrag, after);
        var proof = await CommandResult.RequireAsync(new ProcessStartInfo(appfrag, ["diff", before, after, "--fail-on", "regression"]));
        output.WriteLine(proof);
        // No line is said where the two recordings differ in it.
        Assert.Matches(@"Shop\.Data\.Codec\.HashAsync  Data/Codec\.cs(:\d+)?  System\.Byte\[\] \(loh\) .* (gone \(if it is there, below [\d.]+ .B/s\)|-100 % better)", proof);
        Assert.Matches(@"large objects allocated .* better", proof);
    }

    [GeneratedRegex(@"Codec\.cs\((\d+),\d+\): warning AF2001: 'new byte\[count\]' allocates [\d.]+ .iB/s on the large object heap in production, \d+ % of all there.*")]
    private static partial Regex AtTheLine();

    private async Task CreateAsync()
    {
        Directory.CreateDirectory(Path.Combine(Project, "Data"));
        await File.WriteAllTextAsync(
            Path.Combine(Project, "Loop.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <Version>1.4.2</Version>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="AppFrag.Agent" Version="{feed.Version}" />
                <PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.20.1" />
                <PackageReference Include="OpenTelemetry.Instrumentation.AspNetCore" Version="1.20.2" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Project, "Program.cs"), Program, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Project, "Data", "Codec.cs"), Helper, TestContext.Current.CancellationToken);
    }

    // What is up to date is not compiled, and an unchanged compilation says nothing.
    private Task<string> BuildAsync() => CommandResult.RequireAsync(feed.Dotnet("build", Project, "-c", "Release", "--no-incremental"));

    /// <summary>Runs the service with its profile on, records it from outside as well, and ends it as an orchestrator does.</summary>
    private async Task RunUnderLoadAsync(string appfrag, string recording)
    {
        var start = feed.Dotnet("exec", Path.Combine(Project, "bin/Release/net10.0/Loop.dll"), "--urls", "http://127.0.0.1:0");
        start.Environment["AppFrag__ProfilePath"] = Profile;
        start.Environment["AppFrag__SamplingInterval"] = "00:00:01";
        start.Environment["AppFrag__CpuBudget"] = "0.2";
        start.Environment["OTEL_SERVICE_NAME"] = "shop";
        using var service = StoppableService.Start(start);
        using var client = new HttpClient { BaseAddress = await service.WaitForAddressAsync() };
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = WarmUpConnections, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForAsync(0, WarmUpRequests, atOnce, async (_, _) => await PostOnceAsync(client));

        using var stop = new CancellationTokenSource();
        var load = PostAsync(client, stop.Token);

        var seconds = Recording.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await CommandResult.RequireAsync(new ProcessStartInfo(appfrag, ["collect", "-p", service.Id.ToString(CultureInfo.InvariantCulture), "--duration", seconds + "s", "-o", recording]));

        await stop.CancelAsync();
        await load;
        await service.StopAsync();
    }

    private static async Task PostAsync(HttpClient client, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!stop.IsCancellationRequested)
        {
            await PostOnceAsync(client);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task PostOnceAsync(HttpClient client)
    {
        using var body = new ByteArrayContent(Content);
        using var response = await client.PostAsync(new Uri("/import?customer=alice", UriKind.Relative), body, CancellationToken.None);
        response.EnsureSuccessStatusCode();
    }
}
