using System.Globalization;

namespace AppFrag.Diagnosis;

/// <summary>Numbers with units as findings and reports print them, in the invariant culture.</summary>
internal static class Quantity
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB"];
    private static readonly string[] Decimal = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

    /// <summary>Bytes held, e.g. <c>412 MiB</c>.</summary>
    public static string Bytes(double bytes) => Scale(bytes, 1024, Binary);

    /// <summary>Bytes per second, e.g. <c>148 MB/s</c>.</summary>
    public static string Rate(double bytesPerSecond) => Scale(bytesPerSecond, 1000, Decimal);

    /// <summary>A number of things, e.g. <c>1,234</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share of 0 to 1, e.g. <c>61 %</c>.</summary>
    public static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0} %");

    /// <summary>A duration, e.g. <c>121 ms</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds >= 10
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalMilliseconds >= 100
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    private static string Scale(double value, double step, string[] units)
    {
        int unit = 0;
        while (Math.Abs(value) >= step && unit < units.Length - 1)
        {
            value /= step;
            unit++;
        }

        string format = unit == 0 || Math.Abs(value) >= 100 ? "0" : "0.0";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
