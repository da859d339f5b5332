using System.Text;
using Spectre.Console;

namespace AppFrag.Tool.Terminal;

/// <summary>The console with a sensible width when there is none.</summary>
internal static class Terminals
{
    private const int NarrowestUseful = 40;
    private const int UsualWidth = 80;

    /// <param name="widthWhenPiped">Columns to lay out for when output goes to a file or another program.</param>
    public static IAnsiConsole Open(int widthWhenPiped = UsualWidth)
    {
        if (Console.IsOutputRedirected)
        {
            var piped = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(new TrimmingWriter(new StreamWriter(StandardOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))),
            });
            piped.Profile.Width = widthWhenPiped;
            return piped;
        }

        var console = AnsiConsole.Console;
        if (console.Profile.Width < NarrowestUseful)
        {
            // Some terminals report 0 columns (serial lines, fresh pseudo terminals).
            console.Profile.Width = UsualWidth;
        }

        return console;
    }
}
