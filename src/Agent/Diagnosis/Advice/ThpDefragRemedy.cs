using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Direct compaction while huge pages are "always": let a background thread compact instead of the faulting task.</summary>
internal static class ThpDefragRemedy
{
    private const string File = "/sys/kernel/mm/transparent_hugepage/defrag";
    private const string Deferred = "defer+madvise";

    public static Remedy For(HostReport host)
    {
        var pages = host.TransparentHugePages;
        bool everyFaultCompacts = pages.GetValueOrDefault("enabled") == "always" && pages.GetValueOrDefault("defrag") == "always";
        return everyFaultCompacts ? Defer(pages["defrag"]) : FindOutWho();
    }

    private static Remedy Defer(string current) => new Remedy
    {
        Action = "Let the kernel compact in the background: set THP defrag to \"defer+madvise\" (or THP enabled to \"madvise\"). It works at once, without a reboot.",
        Cost = "Until the background thread has made huge pages, heaps with arrays of 2 MiB and more get ordinary pages and lose a little speed.",
        Verify = "appfrag host --watch under the same load: compaction stalls stop rising; the own cgroup's pressure should fall as well, or it had another reason.",
    }.Changing(new SettingChange
    {
        Kind = SettingKind.Sysfs,
        Name = File,
        CurrentValue = current,
        DefaultValue = KernelDefaults.ThpDefrag,
        ProposedValue = Deferred,
    });

    private static Remedy FindOutWho() => new()
    {
        Action = "Change no setting yet: with these huge-page settings an ordinary page fault does not compact. See which processes do, and at which orders.",
        Command = "sudo appfrag kernel --duration 10s",
        Cost = "Needs root; traces for ten seconds and removes its trace instance afterwards.",
        Verify = "The list names the processes that spend time in compaction.",
    };
}
