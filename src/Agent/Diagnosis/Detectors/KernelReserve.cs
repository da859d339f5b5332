using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary><c>vm.min_free_kbytes</c> differs much from what the kernel would choose for this machine. A fact about a setting; harm is not claimed.</summary>
internal sealed class KernelReserve : IDetector
{
    // Heuristics: distributions and drivers raise it a little; from here on it is somebody's decision worth a second look.
    private const double TooLow = 0.75;
    private const double TooHigh = 4;

    // Reserves of this share of what is available leave little for anybody else.
    private const double Crushing = 0.5;

    public string FindingId => "host-kernel-reserve";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.LatestHost is not { } host
            || !host.Sysctl.TryGetValue("min_free_kbytes", out long current)
            || KernelDefaults.MinFreeKbytes(host) is not { } own
            || KernelDefaults.ProposableMinFreeKbytes(host) is not { } proposable)
        {
            return null;
        }

        bool isHigh = current > own * TooHigh;
        if (!isHigh && current >= proposable * TooLow)
        {
            return null;
        }

        long kernels = isHigh ? own : proposable;
        bool isCrushing = isHigh && host.Memory.TryGetValue("MemAvailable", out long available) && current * 1024.0 > available * Crushing;
        return ReserveRemedy.Restore(current, kernels).For(
            FindingId,
            isHigh ? "The kernel's reserve is far larger than the kernel would choose" : "The kernel's reserve is smaller than the kernel would choose",
            isCrushing ? Severity.Warning : Severity.Info,
            EvidenceLevel.Coincident,
            [
                FormattableString.Invariant($"vm.min_free_kbytes is {current}; the kernel's own value for this machine is {kernels}. Reported below {TooLow:0.##} and above {TooHigh:0} times that: a heuristic."),
                isHigh
                    ? $"{Quantity.Bytes(current * 1024.0)} are kept free: ordinary allocations reclaim, and at last fail, before they touch it. {host.Available()}."
                    : "Atomic allocations (network, storage) live on this reserve, and with huge pages on the kernel keeps page types apart with it.",
            ]) with
        {
            Numbers = [new FindingNumber("host.reserve", current * 1024.0, "By"), new FindingNumber("host.reserve.kernels_own", kernels * 1024.0, "By")],
        };
    }
}
