namespace AppFrag.TestHost.Flows;

/// <summary>A type that nothing else allocates arrays of. Not a nested one: the runtime names those without what they are nested in.</summary>
internal readonly record struct FlowItem(long Value);
