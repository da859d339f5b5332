using System.Globalization;

namespace AppFrag.Tool.Terminal;

/// <summary>Numbers as people read them; the JSON output has the exact ones.</summary>
internal static class Units
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    public static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1024 && unit < Binary.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit > 0 && Math.Abs(value) < 10 ? "0.0" : "0";
        return value.ToString(format, CultureInfo.InvariantCulture) + " " + Binary[unit];
    }

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Thousandths as percent.</summary>
    public static string Percent(int thousandths) => (thousandths / 10.0).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    public static string Microseconds(long microseconds) => microseconds switch
    {
        < 1000 => $"{microseconds} µs",
        < 1_000_000 => (microseconds / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + " ms",
        _ => (microseconds / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " s",
    };
}
