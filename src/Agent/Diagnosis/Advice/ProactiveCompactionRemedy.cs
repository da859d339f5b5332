using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Huge pages are wanted and not there: make the kernel compact ahead of demand, in moderation.</summary>
internal static class ProactiveCompactionRemedy
{
    private const string Setting = "compaction_proactiveness";

    // The range that is worth trying; towards 100 the background thread never rests.
    private static readonly long[] Steps = [40, 60];

    public static Remedy For(HostReport host)
    {
        bool isKnown = host.Sysctl.TryGetValue(Setting, out long current);
        if (isKnown && current >= Steps[^1])
        {
            return new Remedy
            {
                Action = DefragMode(host) + $"Leave vm.{Setting} at {current}: more makes the background thread work without rest.",
                Cost = "None; ordinary pages serve where no huge page is free, at a little less speed.",
                Verify = "appfrag host: the share of huge-page faults that fell back, after some hours of the usual load.",
            };
        }

        return new Remedy
        {
            Action = $"Let the kernel compact ahead of demand: raise vm.{Setting} step by step, to 60 at most. {DefragMode(host)}".TrimEnd(),
            Cost = "Background compaction takes CPU and memory bandwidth from the whole machine, and pages that move stall whoever touches them; 100 is extreme.",
            Verify = "appfrag host --watch: huge-page fallbacks per huge-page fault fall within minutes, and pressure does not rise. If not, undo it.",
        }.Changing(new SettingChange
        {
            Kind = SettingKind.Sysctl,
            Name = "vm." + Setting,
            CurrentValue = isKnown ? Text(current) : null,
            DefaultValue = Text(KernelDefaults.CompactionProactiveness),
            ProposedValue = Text(Steps.First(step => step > current)),
        });
    }

    private static string DefragMode(HostReport host) => host.Sysctl.TryGetValue("defrag_mode", out long mode) && mode == 0
        ? "This kernel also has vm.defrag_mode=1, which keeps page types apart; it is worth setting only soon after boot, before they are mixed. "
        : "";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
