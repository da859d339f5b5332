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
            Cost = $"About {Idle(host, current, proposed)} more stay free instead of caching files.",
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

    /// <summary>kswapd works up to the high watermark, two steps above the minimum; a step is at least a quarter of that (__setup_per_zone_wmarks).</summary>
    private static string Idle(HostReport host, long before, long after)
    {
        if (!host.Memory.TryGetValue("MemTotal", out long total))
        {
            return FormattableString.Invariant($"{2 * (after - before) / 100.0:0.##} % of memory");
        }

        double least = host.Sysctl.GetValueOrDefault("min_free_kbytes") * 1024.0 / 4;
        return Quantity.Bytes(2 * (Math.Max(total * (after / Unit), least) - Math.Max(total * (before / Unit), least)));
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
