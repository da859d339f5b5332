using AppFrag.Tool.Commands;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Runs;

/// <summary>A run on standard output.</summary>
internal static class RunOutput
{
    /// <summary>Wide enough that a file or a pipe gets every text in one line.</summary>
    private const int PipedWidth = 100_000;

    public static void Write(Run run, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            using var output = StandardOutput.Open();
            RunFile.Write(output, run);
        }
        else
        {
            new RunTextView(Terminals.Open(PipedWidth)).Show(run);
        }
    }
}
