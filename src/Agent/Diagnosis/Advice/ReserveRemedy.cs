using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>The reserve that only the kernel and atomic allocations may use, <c>vm.min_free_kbytes</c>. Its measure is the kernel's own value for the machine, never a share of memory.</summary>
internal static class ReserveRemedy
{
    private const string Setting = "min_free_kbytes";
    private const long Granule = 1024;

    /// <summary>Atomic allocations of small orders failed: a quarter above the kernel's value or the present one, at most twice the kernel's.</summary>
    public static Remedy Raise(HostReport host)
    {
        bool isKnown = host.Sysctl.TryGetValue(Setting, out long current);
        if (KernelDefaults.ProposableMinFreeKbytes(host) is not { } kernels || (isKnown && current > kernels * 3 / 2))
        {
            return new Remedy
            {
                Action = isKnown
                    ? $"Leave vm.{Setting} at {current} KiB. Look in the log for the driver that asked, and for an update or smaller buffers of it."
                    : "Look in the log for the driver that asked. Whether the reserve is too small cannot be told here.",
                Command = "sudo dmesg --level=warn | grep -A 12 'page allocation failure'",
                Verify = "No new line \"page allocation failure\" in the kernel log.",
            };
        }

        return new Remedy
        {
            Action = $"Enlarge the reserve modestly: vm.{Setting} a quarter above the larger of its value now and the kernel's own, never a share of memory.",
            Cost = "That much memory is free for nobody else. Far too high a value brings the OOM killer at once.",
            Verify = "No new line \"page allocation failure: order:0 … order:3\" in the kernel log over a day; otherwise undo it.",
        }.Changing(Change(isKnown ? current : null, kernels, RoundUp(Math.Max(current, kernels) * 5 / 4)));
    }

    /// <summary>Back to what the kernel would have chosen.</summary>
    public static Remedy Restore(long current, long kernels) => new Remedy
    {
        Action = $"Set vm.{Setting} to the kernel's own value for this machine, unless somebody can say why it differs.",
        Cost = current > kernels
            ? "Memory held back becomes usable; a driver that needed the larger reserve would log \"page allocation failure\"."
            : $"{Quantity.Bytes((kernels - current) * 1024.0)} of memory become a reserve.",
        Verify = "appfrag host: the finding is gone; sudo dmesg shows no \"page allocation failure\".",
    }.Changing(Change(current, kernels, kernels));

    private static SettingChange Change(long? current, long kernels, long proposed) => new()
    {
        Kind = SettingKind.Sysctl,
        Name = "vm." + Setting,
        CurrentValue = current?.ToString(CultureInfo.InvariantCulture),
        DefaultValue = kernels.ToString(CultureInfo.InvariantCulture),
        ProposedValue = proposed.ToString(CultureInfo.InvariantCulture),
    };

    private static long RoundUp(long kbytes) => (kbytes + Granule - 1) / Granule * Granule;
}
