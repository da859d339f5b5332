using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>The machine has too little memory for what runs on it. No kernel setting makes more.</summary>
internal static class ShortageRemedy
{
    public static Remedy Instance { get; } = new Remedy
    {
        Action = "Use less or give more: more memory, a lower heap limit for the .NET services, or the leak mended. Dropping caches or compacting does not help: what is needed is read again at once.",
        Cost = "A lower heap limit means more frequent collections, and OutOfMemoryException where the service really needs more. Set it where the service is started; the value is hexadecimal (0x32 is 50 % of memory).",
        Verify = "appfrag host --watch under load: available memory stays above a tenth, and pressure, refaults and major faults fall.",
    }.Changing(HeapLimit("0x32"));

    /// <summary>The heap limit as a share of the memory that the runtime sees, hexadecimal as all numeric <c>DOTNET_</c> settings.</summary>
    public static SettingChange HeapLimit(string percent) => new()
    {
        Kind = SettingKind.Environment,
        Name = "DOTNET_GCHeapHardLimitPercent",
        DefaultValue = "none, or 0x4B (75 %) where a container limits memory",
        ProposedValue = percent,
    };
}
