using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>A process nears the number of memory mappings it may have.</summary>
internal static class MapCountRemedy
{
    public static Remedy For(long limit) => limit > int.MaxValue / 2 ? Find : Raise(limit);

    /// <summary>The setting cannot be doubled: nobody needs that many.</summary>
    private static Remedy Find { get; } = new()
    {
        Action = "Find what makes mappings: sort /proc/PID/maps by what the lines name. The limit is as high as it can sensibly be.",
        Verify = "appfrag host -p PID: the number of mappings no longer grows.",
    };

    private static Remedy Raise(long limit) => new Remedy
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
        ProposedValue = (2 * limit).ToString(CultureInfo.InvariantCulture),
    });
}
