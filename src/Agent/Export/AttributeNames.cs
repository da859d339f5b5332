namespace AppFrag.Export;

/// <summary>
/// Attribute keys on spans, metrics and logs. Keys without the <c>appfrag.</c> prefix are OpenTelemetry semantic conventions.
/// The tables in <c>docs/spans.md</c> and <c>docs/metrics.md</c> are made from what stands here.
/// </summary>
internal static class AttributeNames
{
    /// <summary><c>gen0</c>, <c>gen1</c>, <c>gen2</c>, <c>loh</c> (large objects) or <c>poh</c> (pinned objects); of a pause the condemned generation.</summary>
    public const string Generation = "dotnet.gc.heap.generation";

    /// <summary>The method a person wrote; state machines and closures are mapped back.</summary>
    public const string CodeFunction = "code.function.name";

    /// <summary>Source file as the compiler recorded it; absent without debug symbols.</summary>
    public const string CodeFile = "code.file.path";

    /// <summary>Line, 1-based; absent when unknown, also where optimized code does not tell its line (the file is there then).</summary>
    public const string CodeLine = "code.line.number";

    /// <summary>Route template, where known; at most 100 different ones in a process.</summary>
    public const string HttpRoute = "http.route";

    /// <summary>Type name, e.g. <c>System.Byte[]</c>.</summary>
    public const string AllocationType = "appfrag.allocation.type";

    /// <summary>Bytes of the object, header included.</summary>
    public const string AllocationSize = "appfrag.allocation.size";

    /// <summary><c>soh</c> (small objects), <c>loh</c> (large objects) or <c>poh</c> (pinned objects).</summary>
    public const string AllocationKind = "appfrag.allocation.kind";

    /// <summary>
    /// The method that allocated on behalf of that line, e.g. <c>System.IO.MemoryStream.set_Capacity</c>: the innermost that tells something, so that
    /// it stays the same when the runtime optimizes the code; absent when the line allocates itself.
    /// </summary>
    public const string AllocationVia = "appfrag.allocation.via";

    /// <summary>Why the runtime collected: <c>alloc_soh</c>, <c>alloc_loh</c>, <c>lowmemory</c>, <c>induced</c>, ….</summary>
    public const string GcReason = "appfrag.gc.reason";

    /// <summary>Share of the whole heap, 0 to 1, that was holes before the collection; absent when a background collection did not end in this pause.</summary>
    public const string FragmentationBefore = "appfrag.gc.fragmentation.before";

    /// <summary>The same after it.</summary>
    public const string FragmentationAfter = "appfrag.gc.fragmentation.after";

    /// <summary>Share of the host's free memory, 0 to 1, that could not form a huge page, at the tick (a second) before the pause; absent when unread.</summary>
    public const string HostUnusableIndex = "appfrag.host.unusable_index";

    /// <summary>Share of the host's memory, 0 to 1, that was available (MemAvailable), at the same tick; absent when unread.</summary>
    public const string HostAvailable = "appfrag.host.memory.available";

    /// <summary>Share of time, 0 to 1, in which some task of the host waited for memory, over the second that the pause fell into; absent without pressure files.</summary>
    public const string HostPressure = "appfrag.host.memory.pressure";

    /// <summary>NUMA node: <c>0</c>, <c>1</c>, ….</summary>
    public const string HostNode = "appfrag.host.node";

    /// <summary>Zone of the node: <c>DMA32</c>, <c>Normal</c>, ….</summary>
    public const string HostZone = "appfrag.host.zone";

    /// <summary>Order of a block, 2^order pages: <c>3</c> or <c>pmd</c> (a huge page, 9 on x86-64) of an index, <c>0</c>, <c>1</c>, … of blocks by order.</summary>
    public const string HostOrder = "appfrag.host.order";

    /// <summary>Whose memory it is: <c>host</c>, <c>node</c> or <c>cgroup</c>.</summary>
    public const string Scope = "appfrag.scope";

    /// <summary><c>some</c> (at least one task waited) or <c>full</c> (all did).</summary>
    public const string Pressure = "appfrag.pressure";

    /// <summary>Which finding.</summary>
    public const string FindingId = "appfrag.finding.id";

    /// <summary><c>info</c>, <c>warning</c> or <c>critical</c>.</summary>
    public const string FindingSeverity = "appfrag.finding.severity";

    /// <summary>What the agent reads, e.g. <c>gc-events</c>, <c>allocation-samples</c>, <c>buddyinfo</c>; <c>sysctl</c> stands for all sysctls and is 1 if any can be read.</summary>
    public const string Source = "appfrag.source";

    /// <summary><c>full</c>, <c>pauses</c> or <c>polling</c>: how much of the GC's events the CPU budget allows; of <c>gc-events</c> only.</summary>
    public const string SourceMode = "appfrag.source.mode";

    /// <summary><c>measured</c> (of the agent's own threads) or <c>allowance</c> (for what the runtime does for it in other threads).</summary>
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
