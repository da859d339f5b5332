using System.Globalization;

namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>Profiles for tests.</summary>
internal static class ProfileText
{
    public static string Header(double daysOld = 3.5) => string.Create(
        CultureInfo.InvariantCulture,
        $"# appfrag.profile/1\tgenerated={DateTimeOffset.UtcNow.AddDays(-daysOld):yyyy-MM-ddTHH:mm:ssZ}\tservice=shop\tversion=1.4.2\tcommit=ab12cd3\twindow=3600\n# member\tfile\tline\ttype\tkind\tbytes_per_second\tshare\tsamples\troute\n");

    public static string Of(params string[] rows) => Header() + string.Concat(rows.Select(row => row + "\n"));

    public static string Row(string member, int line, string type = "System.Byte[]", string kind = "loh", double share = 0.61, string file = "Controllers/Orders.cs", string route = "POST /orders/upload") => string.Create(
        CultureInfo.InvariantCulture,
        $"{member}\t{file}\t{(line > 0 ? line : "")}\t{type}\t{kind}\t1048576\t{share}\t1500\t{route}");

    /// <summary>1-based line of the first line that holds the text.</summary>
    public static int LineOf(string source, string text) => 1 + Array.FindIndex(source.Split('\n'), line => line.Contains(text, StringComparison.Ordinal));
}
