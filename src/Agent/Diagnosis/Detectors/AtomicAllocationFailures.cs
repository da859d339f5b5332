using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>The kernel log has failed allocations of order 3 and below: normally made by drivers that may not wait, and the one case for a larger reserve.</summary>
internal sealed class AtomicAllocationFailures : IDetector
{
    public string FindingId => "host-atomic-allocation-failures";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window is not { LatestHost: { } host, KernelLog: { } log } || log.Failures(0, KernelDefaults.CostlyOrder) is not (> 0 and var failures))
        {
            return null;
        }

        string orders = string.Join(", ", log.FailuresByOrder.Where(order => order.Key <= KernelDefaults.CostlyOrder).OrderBy(order => order.Key)
            .Select(order => $"order {order.Key}: {Quantity.Count(order.Value)}"));
        return ReserveRemedy.Raise(host).For(
            FindingId,
            "Small allocations of the kernel that may not wait have failed",
            Severity.Info,
            EvidenceLevel.Coincident,
            [
                $"The kernel log has {Quantity.Count(failures)} such failures as far back as it reaches ({orders}).",
                .. log.Latest is { } line ? [$"The latest: {line}"] : Array.Empty<string>(),
                "Drivers are written to survive them, at the price of a dropped packet or a retry.",
            ]) with
        {
            Numbers = [new FindingNumber("host.allocation.failures", failures, "{failure}")],
        };
    }
}
