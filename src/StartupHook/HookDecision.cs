namespace AppFrag.StartupHook;

/// <summary>Whether the agent starts in this process, and if not, whether that is worth a line.</summary>
internal sealed class HookDecision
{
    /// <summary>The agent's assemblies are made for this runtime.</summary>
    private const int OldestRuntime = 10;

    private static readonly string[] Endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    private static readonly string[] DiagnosticsSwitches = ["EnableDiagnostics", "EnableDiagnostics_IPC"];

    private HookDecision(bool starts, string? refusal, bool ownsTelemetry)
    {
        Starts = starts;
        Refusal = refusal;
        OwnsTelemetry = ownsTelemetry;
    }

    public bool Starts { get; }

    /// <summary>Why the agent cannot start; <see langword="null"/> when it starts, or when nobody meant this process.</summary>
    public string? Refusal { get; }

    /// <summary>
    /// The service brings no OpenTelemetry of its own, so its requests and its runtime's metrics are exported as well. Where it
    /// does, that is its own business, and exporting them twice would count them twice.
    /// </summary>
    public bool OwnsTelemetry { get; }

    public static HookDecision Make(ProcessFacts facts)
    {
        if (DeveloperTool.Is(facts.BaseDirectory) || IsFalse(facts.Variable("AppFrag__Enabled")) || IsTrue(facts.Variable("OTEL_SDK_DISABLED")))
        {
            return new HookDecision(starts: false, refusal: null, ownsTelemetry: false);
        }

        return Refuse(facts) is { } refusal
            ? new HookDecision(starts: false, refusal, ownsTelemetry: false)
            : new HookDecision(starts: true, refusal: null, ownsTelemetry: !facts.HasAssembly("OpenTelemetry"));
    }

    private static string? Refuse(ProcessFacts facts)
    {
        if (facts.Runtime.Major < OldestRuntime)
        {
            return $"it needs .NET {OldestRuntime} or later, and this process runs on .NET {facts.Runtime}";
        }

        foreach (string name in DiagnosticsSwitches)
        {
            if (IsZero(facts.Variable("DOTNET_" + name) ?? facts.Variable("COMPlus_" + name)))
            {
                return $"DOTNET_{name} is 0: the runtime's events are switched off";
            }
        }

        if (facts.HasAssembly("AppFrag.Agent"))
        {
            return "the service has the package AppFrag.Agent itself";
        }

        return RefuseEndpoint(facts) ?? (File.Exists(facts.AgentPath) ? null : $"'{facts.AgentPath}' is missing: copy the whole folder of the hook");
    }

    private static string? RefuseEndpoint(ProcessFacts facts)
    {
        bool any = false;
        foreach (string name in Endpoints)
        {
            if (facts.Variable(name) is { Length: > 0 } value)
            {
                any = true;
                if (!Uri.TryCreate(value, UriKind.Absolute, out Uri? endpoint) || (endpoint.Scheme != "http" && endpoint.Scheme != "https"))
                {
                    return $"{name} is '{value}', which is no http or https address";
                }
            }
        }

        return any ? null : "OTEL_EXPORTER_OTLP_ENDPOINT is not set";
    }

    private static bool IsTrue(string? value) => string.Equals(value?.Trim(), "true", StringComparison.OrdinalIgnoreCase);

    private static bool IsFalse(string? value) => string.Equals(value?.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    // The runtime reads these numbers as hexadecimal, so 0, 00 and 0x0 are the same to it.
    private static bool IsZero(string? value)
    {
        string digits = (value ?? "").Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits.Substring(2) : digits;
        return digits.Length > 0 && digits.Trim('0').Length == 0;
    }
}
