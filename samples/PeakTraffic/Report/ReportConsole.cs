using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>The console as it is: colours and the terminal's width, or plain lines when redirected.</summary>
internal static class ReportConsole
{
    private const int RedirectedWidth = 120;

    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
