using System.Globalization;

namespace PeakTraffic.Report;

/// <summary>Numbers as people read them: binary units for sizes, decimal ones for rates.</summary>
internal static class Units
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Size(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1024 && unit < Binary.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return Text(bytes, unit == 0 || bytes >= 100 ? "0" : "0.0") + " " + Binary[unit];
    }

    public static string Rate(double bytesPerSecond) => Text(bytesPerSecond / 1e6, "0.0") + " MB/s";

    public static string Rate(double bytesPerSecond, double error) => $"{Text(bytesPerSecond / 1e6, "0.0")} ± {Text(error / 1e6, "0.0")} MB/s";

    public static string Milliseconds(double value) => Text(value, value < 100 ? "0.0" : "0") + " ms";

    public static string Milliseconds(TimeSpan value) => Milliseconds(value.TotalMilliseconds);

    public static string Percent(double share) => Text(share * 100, "0") + " %";

    public static string Index(int thousandths) => thousandths < 0 ? "–" : Text(thousandths / 1000.0, "0.000");

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
