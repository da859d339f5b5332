using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Unmovable kernel memory grows: find who holds it; no setting gives it back.</summary>
internal static class KernelMemoryRemedy
{
    private const string Boost = "watermark_boost_factor";

    public static Remedy For(HostReport host, string look)
    {
        // Switched off, mixing of page types is no longer answered by reclaim; some tuning guides do that.
        if (host.Sysctl.TryGetValue(Boost, out long boost) && boost == 0)
        {
            return new Remedy
            {
                Action = $"Give vm.{Boost} its value back, so that the kernel makes room when page types mix; then find who holds the memory ({look}).",
                Cost = "After such mixing kswapd reclaims somewhat more than it has to, for a short time.",
                Verify = "appfrag host, an hour apart: unmovable blocks grow more slowly. What is mixed already stays so.",
            }.Changing(new SettingChange
            {
                Kind = SettingKind.Sysctl,
                Name = "vm." + Boost,
                CurrentValue = "0",
                DefaultValue = KernelDefaults.WatermarkBoostFactor.ToString(CultureInfo.InvariantCulture),
                ProposedValue = KernelDefaults.WatermarkBoostFactor.ToString(CultureInfo.InvariantCulture),
            });
        }

        return new Remedy
        {
            Action = "Find who holds it: a growing kernel cache, sockets and pipes, pinned memory. Compaction cannot move it; draining the machine and rebooting it is the last resort.",
            Command = look,
            Cost = "Needs root; looks only, and changes nothing.",
            Verify = "appfrag host again after the holder has been stopped or mended: the growth ends.",
        };
    }
}
