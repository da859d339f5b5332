using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>A process nears the number of memory mappings it may have.</summary>
internal static class MapCountRemedy
{
    public static Remedy For(long limit) => new Remedy
    {
        Action = "Raise vm.max_map_count to gain time, and find what makes mappings: sort /proc/PID/maps by what the lines name.",
        Cost = "A little kernel memory per mapping really made; none for the higher limit itself.",
        Verify = "appfrag host -p PID: the share falls. A number of mappings that still grows is a leak, and will reach any limit.",
    }.Changing(new SettingChange
    {
        Kind = SettingKind.Sysctl,
        Name = "vm.max_map_count",
        CurrentValue = limit.ToString(CultureInfo.InvariantCulture),
        DefaultValue = KernelDefaults.MaxMapCount.ToString(CultureInfo.InvariantCulture),
        ProposedValue = Math.Min(2 * limit, int.MaxValue).ToString(CultureInfo.InvariantCulture),
    });
}
