using System.Globalization;

namespace AppFrag.Analyzers.Sizes;

/// <summary>Bytes for people: <c>83.0 KiB</c>, <c>1.0 MiB</c>.</summary>
internal static class ByteText
{
    private static readonly string[] Units = { "KiB", "MiB", "GiB", "TiB" };

    public static string Of(long bytes)
    {
        if (bytes < 1024)
        {
            return bytes.ToString(CultureInfo.InvariantCulture) + " bytes";
        }

        var value = bytes / 1024.0;
        var unit = 0;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
        {
            value /= 1024;
        }

        return value.ToString("0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
