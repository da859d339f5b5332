using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Processes;

/// <summary>The processes for people. What a process says about itself is shown as plain text, never as terminal commands or markup.</summary>
internal static class ProcessTable
{
    /// <summary>Wide enough that a file or a pipe gets one line per process.</summary>
    private const int PipedWidth = 4096;

    public static void Write(IReadOnlyList<DotnetProcess> processes)
    {
        var console = Terminals.Open(PipedWidth);
        if (processes.Count == 0)
        {
            console.Write(new Text("No attachable .NET process. One is missing? It runs with another TMPDIR, with DOTNET_EnableDiagnostics=0, as another user, or in another container."));
            console.WriteLine();
            return;
        }

        var table = new Table().Border(TableBorder.None);
        table.AddColumn(new TableColumn("pid").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("name").NoWrap());
        table.AddColumn(new TableColumn("runtime").NoWrap());
        table.AddColumn(new TableColumn("command line"));
        foreach (var process in processes)
        {
            table.AddRow(
                new Text(process.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Text(SafeText.OneLine(process.Name ?? "?")),
                new Text(SafeText.OneLine(process.RuntimeVersion is { } version ? Short(version) : "?")),
                process.Problem is { } problem
                    ? new Text(SafeText.OneLine(problem), new Style(Color.Yellow))
                    : new Text(SafeText.OneLine(process.CommandLine ?? "?")) { Overflow = Overflow.Fold });
        }

        console.Write(table);
    }

    /// <summary>The version without the commit: <c>10.0.12+abc</c> or <c>10.0.12 @Commit: abc</c>.</summary>
    private static string Short(string version) => version.Split('+', ' ')[0];
}
