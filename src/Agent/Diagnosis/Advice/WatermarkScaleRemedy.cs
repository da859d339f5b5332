using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Tasks reclaim memory themselves although there is enough to reclaim: wake kswapd earlier.</summary>
internal static class WatermarkScaleRemedy
{
    private const string Setting = "watermark_scale_factor";
    private const double Unit = 10000;

    private static readonly long[] Steps = [50, 100, 200];

    public static Remedy For(HostReport host)
    {
        bool isKnown = host.Sysctl.TryGetValue(Setting, out long current);
        if (isKnown && current >= Steps[^1])
        {
            return new Remedy
            {
                Action = $"Leave vm.{Setting} at {current}; kswapd already starts early. Smooth the bursts that take memory faster than it can be reclaimed.",
                Verify = "appfrag host --watch under load: allocation stalls.",
            };
        }

        long proposed = Steps.First(step => step > current);
        return new Remedy
        {
            Action = $"Wake the reclaim thread earlier: raise vm.{Setting}. This is about shortage in bursts; it does nothing about fragmentation.",
            Cost = $"About {Idle(host, proposed - current)} more stay free instead of caching files.",
            Verify = "appfrag host --watch under the same load: allocation stalls become rare. If not after a few minutes, undo it.",
        }.Changing(new SettingChange
        {
            Kind = SettingKind.Sysctl,
            Name = "vm." + Setting,
            CurrentValue = isKnown ? Text(current) : null,
            DefaultValue = Text(KernelDefaults.WatermarkScaleFactor),
            ProposedValue = Text(proposed),
        });
    }

    /// <summary>kswapd works from the low up to the high watermark, each one step above the one below.</summary>
    private static string Idle(HostReport host, long steps) =>
        host.Memory.TryGetValue("MemTotal", out long total) ? Quantity.Bytes(2 * total * (steps / Unit)) : $"{2 * steps / 100.0:0.##} % of memory";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
