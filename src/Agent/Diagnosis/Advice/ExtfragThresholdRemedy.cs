using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Requests of costly orders fail at an index for which the kernel does not even try compaction.</summary>
internal static class ExtfragThresholdRemedy
{
    private const long Step = 50;

    /// <param name="current"><c>vm.extfrag_threshold</c>.</param>
    /// <param name="index">The fragmentation index at which compaction is skipped, 1 to <paramref name="current"/>.</param>
    public static Remedy For(long current, int index) => new Remedy
    {
        Action = "Let the kernel try compaction at this index too: lower vm.extfrag_threshold. Rarely needed; try everything else first.",
        Cost = "Compaction also runs where lack of memory is the likelier reason, and then works in vain.",
        Verify = "appfrag host --watch: compact_success rises faster than compact_fail and huge-page fallbacks become fewer; otherwise undo it.",
    }.Changing(new SettingChange
    {
        Kind = SettingKind.Sysctl,
        Name = "vm.extfrag_threshold",
        CurrentValue = current.ToString(CultureInfo.InvariantCulture),
        DefaultValue = KernelDefaults.ExtfragThreshold.ToString(CultureInfo.InvariantCulture),
        ProposedValue = ((index - 1) / Step * Step).ToString(CultureInfo.InvariantCulture),
    });
}
