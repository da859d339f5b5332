using System.Globalization;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Processes;

/// <summary>The processes for people. What a process says about itself is shown as plain text, never as terminal commands or markup.</summary>
internal static class ProcessTable
{
    /// <summary>Wide enough that a file or a pipe gets one whole line per process.</summary>
    private const int PipedWidth = 100_000;

    private static readonly string[] Headers = ["pid", "name", "runtime", "command line"];

    private const int LongestName = 32;
    private const int Gaps = 8;

    public static void Write(IReadOnlyList<DotnetProcess> processes)
    {
        bool isPiped = Console.IsOutputRedirected;
        if (processes.Count == 0)
        {
            var narrow = Terminals.Open();
            narrow.Write(new Text("No attachable .NET process. One is missing? It runs with another TMPDIR, with DOTNET_EnableDiagnostics=0, as another user, or in another container."));
            narrow.WriteLine();
            return;
        }

        var console = Terminals.Open(PipedWidth);
        var rows = processes.Select(process => Row(process, isPiped)).ToArray();
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => Math.Max(Headers[column].Length, rows.Max(row => row[column].Length)))];
        int left = Math.Max(console.Profile.Width - widths.Sum() - Gaps, 20);

        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn(Headers[0]).RightAligned().NoWrap());
        table.AddColumns([.. Headers.Skip(1).Select(header => new TableColumn(header).NoWrap())]);
        for (int i = 0; i < rows.Length; i++)
        {
            string last = isPiped ? rows[i][3] : Shorten(rows[i][3], left);
            table.AddRow(
                new Text(rows[i][0]),
                new Text(rows[i][1]),
                new Text(rows[i][2]),
                new Text(last, processes[i].Problem is null ? Style.Plain : new Style(Color.Yellow)));
        }

        console.Write(table);
    }

    private static string[] Row(DotnetProcess process, bool isPiped)
    {
        string name = SafeText.OneLine(process.Name ?? "?");
        return
        [
            process.ProcessId.ToString(CultureInfo.InvariantCulture),
            isPiped ? name : Shorten(name, LongestName),
            SafeText.OneLine(process.RuntimeVersion is { } version ? WithoutCommit(version) : "?"),
            SafeText.OneLine(process.Problem ?? process.CommandLine ?? "?"),
        ];
    }

    private static string Shorten(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, width - 1), "…");

    /// <summary><c>10.0.12+abc</c> and <c>10.0.12 @Commit: abc</c> are 10.0.12.</summary>
    private static string WithoutCommit(string version) => version.Split('+', ' ')[0];
}
