namespace AppFrag.Export;

/// <summary>Attribute keys on spans, metrics and logs. Keys without the <c>appfrag.</c> prefix are OpenTelemetry semantic conventions.</summary>
internal static class AttributeNames
{
    public const string Generation = "dotnet.gc.heap.generation";
    public const string CodeFunction = "code.function.name";
    public const string CodeFile = "code.file.path";
    public const string CodeLine = "code.line.number";
    public const string HttpRoute = "http.route";

    public const string AllocationType = "appfrag.allocation.type";
    public const string AllocationSize = "appfrag.allocation.size";
    public const string AllocationKind = "appfrag.allocation.kind";
    public const string AllocationVia = "appfrag.allocation.via";
    public const string GcReason = "appfrag.gc.reason";
    public const string FragmentationBefore = "appfrag.gc.fragmentation.before";
    public const string FragmentationAfter = "appfrag.gc.fragmentation.after";
    public const string HostUnusableIndex = "appfrag.host.unusable_index";
    public const string HostAvailable = "appfrag.host.memory.available";
    public const string HostPressure = "appfrag.host.memory.pressure";
    public const string HostNode = "appfrag.host.node";
    public const string HostZone = "appfrag.host.zone";
    public const string HostOrder = "appfrag.host.order";
    public const string Scope = "appfrag.scope";
    public const string Pressure = "appfrag.pressure";
    public const string FindingId = "appfrag.finding.id";
    public const string FindingSeverity = "appfrag.finding.severity";
    public const string Source = "appfrag.source";
    public const string SourceMode = "appfrag.source.mode";
    public const string CostBasis = "appfrag.agent.cpu.basis";

    // Of log records of category AppFrag.Findings only.
    public const string FindingState = "appfrag.finding.state";
    public const string FindingTitle = "appfrag.finding.title";
    public const string FindingEvidence = "appfrag.finding.evidence";
    public const string FindingOpen = "appfrag.finding.open_time";
    public const string FindingScope = "appfrag.finding.scope";
    public const string FindingSymptomOf = "appfrag.finding.symptom_of";
    public const string FindingRule = "appfrag.finding.rule";
    public const string FindingRoutes = "appfrag.finding.routes";
    public const string FindingTraces = "appfrag.finding.traces";
    public const string FindingAction = "appfrag.finding.action";
    public const string FindingCommand = "appfrag.finding.command";
    public const string FindingUndo = "appfrag.finding.undo";
    public const string FindingCost = "appfrag.finding.cost";
    public const string FindingVerify = "appfrag.finding.verify";
    public const string FindingNumber = "appfrag.finding.number.";
}
