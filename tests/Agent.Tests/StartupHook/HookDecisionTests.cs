using AppFrag.StartupHook;

namespace AppFrag.Agent.Tests.StartupHook;

/// <summary>When the hook starts the agent, also for runtimes and programs that this machine does not have.</summary>
public sealed class HookDecisionTests
{
    private const string Framework = "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/System.Runtime.dll";

    private static readonly Dictionary<string, string?> WithEndpoint = new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://collector:4317" };

    // Any file that is there.
    private static readonly string AgentPath = typeof(HookDecision).Assembly.Location;

    [Fact]
    public void Service_WithAnEndpoint_Starts()
    {
        var decision = HookDecision.Make(Facts());

        Assert.True(decision.Starts);
        Assert.Null(decision.Refusal);
        Assert.True(decision.OwnsTelemetry);
    }

    [Fact]
    public void Service_WithItsOwnOpenTelemetry_KeepsItsRequestsToItself() =>
        Assert.False(HookDecision.Make(Facts(assemblies: Framework + ":/app/OpenTelemetry.dll")).OwnsTelemetry);

    [Fact]
    public void Service_WithTheApiOnly_HasNoTelemetryOfItsOwn() =>
        Assert.True(HookDecision.Make(Facts(assemblies: Framework + ":/app/OpenTelemetry.Api.dll")).OwnsTelemetry);

    [Theory]
    [InlineData("3.1.32")]
    [InlineData("8.0.31")]
    [InlineData("9.0.0")]
    public void OldRuntime_IsRefused_WithItsVersion(string version) =>
        Assert.Contains(version, Refusal(Facts(runtime: Version.Parse(version))), StringComparison.Ordinal);

    [Fact]
    public void NewerRuntime_Starts() => Assert.True(HookDecision.Make(Facts(runtime: new Version(11, 0))).Starts);

    [Fact]
    public void Service_WithTheAgentItself_IsRefused() =>
        Assert.Contains("AppFrag.Agent itself", Refusal(Facts(assemblies: Framework + ":/app/AppFrag.Agent.dll")), StringComparison.Ordinal);

    [Theory]
    [InlineData("DOTNET_EnableDiagnostics", "0")]
    [InlineData("DOTNET_EnableDiagnostics", "0x0")]
    [InlineData("COMPlus_EnableDiagnostics_IPC", "00")]
    public void DiagnosticsOff_IsRefused(string name, string value) =>
        Assert.Contains("is 0", Refusal(Facts(variables: new(WithEndpoint) { [name] = value })), StringComparison.Ordinal);

    [Theory]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("")]
    public void DiagnosticsOn_Starts(string value) =>
        Assert.True(HookDecision.Make(Facts(variables: new(WithEndpoint) { ["DOTNET_EnableDiagnostics"] = value })).Starts);

    [Fact]
    public void EndpointOfOneSignal_IsEnough() =>
        Assert.True(HookDecision.Make(Facts(variables: new() { ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = "http://prometheus:9090/api/v1/otlp/v1/metrics" })).Starts);

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("unix:///run/otel.sock")]
    [InlineData("/v1/traces")]
    public void Endpoint_ThatIsNoWebAddress_IsNamed(string endpoint) =>
        Assert.Contains($"'{endpoint}'", Refusal(Facts(variables: new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint })), StringComparison.Ordinal);

    [Theory]
    [InlineData("/root/.dotnet/tools/.store/dotnet-trace/9.0.1/dotnet-trace/9.0.1/tools/net8.0/any/")]
    public void InstalledTool_IsLeftAlone_WithoutALine(string folder)
    {
        var decision = HookDecision.Make(Facts(folder: folder));

        Assert.False(decision.Starts);
        Assert.Null(decision.Refusal);
    }

    [Fact]
    public void Sdk_IsLeftAlone_WithAllThatLivesInIt()
    {
        var sdk = Directory.CreateTempSubdirectory("appfrag-").CreateSubdirectory("sdk").CreateSubdirectory("10.0.100-rc.1").FullName;
        File.WriteAllText(Path.Combine(sdk, "dotnet.dll"), "");
        try
        {
            Assert.False(HookDecision.Make(Facts(folder: sdk + "/")).Starts);
            Assert.False(HookDecision.Make(Facts(folder: sdk + "/Roslyn/bincore/")).Starts);
        }
        finally
        {
            Directory.Delete(Path.GetFullPath(Path.Combine(sdk, "../..")), recursive: true);
        }
    }

    [Theory]
    [InlineData("/srv/sdk/1.0/shop/")]
    [InlineData("/app/")]
    public void Service_InAFolderNamedSdk_Starts(string folder) => Assert.True(HookDecision.Make(Facts(folder: folder)).Starts);

    [Fact]
    public void Hook_DependsOnNothingButTheStandard() =>
        Assert.Equal(["netstandard"], typeof(HookDecision).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name));

    private static string? Refusal(ProcessFacts facts)
    {
        var decision = HookDecision.Make(facts);
        Assert.False(decision.Starts);
        return decision.Refusal;
    }

    private static ProcessFacts Facts(Version? runtime = null, string folder = "/app/", string assemblies = Framework, Dictionary<string, string?>? variables = null) =>
        new(runtime ?? new Version(10, 0, 12), folder, assemblies, AgentPath, name => (variables ?? WithEndpoint).GetValueOrDefault(name));
}
