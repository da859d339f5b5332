namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>Bits 7 to 9 of a method event's flags (ETW::MethodLog::MethodStructs in src/coreclr/vm/eventtracebase.h).</summary>
internal enum CodeTier
{
    Unknown = 0,
    QuickJitted = 3,
    Tier1 = 4,
    OnStackReplacement = 5,
}
