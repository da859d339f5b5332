using Spectre.Console;

namespace AppFrag.Tool.Terminal;

/// <summary>A picture that replaces the one before. It reaches the terminal in one piece, so that nothing flickers, and never scrolls.</summary>
internal static class FullScreen
{
    private const string HomeAndErase = "\u001b[H\u001b[2J";

    public static void Show(IAnsiConsole terminal, Action<IAnsiConsole> draw)
    {
        var text = new StringWriter();
        var page = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = (ColorSystemSupport)terminal.Profile.Capabilities.ColorSystem,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        page.Profile.Width = terminal.Profile.Width;
        page.Profile.Capabilities.Unicode = terminal.Profile.Capabilities.Unicode;
        draw(page);
        terminal.Profile.Out.Writer.Write(HomeAndErase + Fit(text.ToString(), terminal.Profile.Height));
        terminal.Profile.Out.Writer.Flush();
    }

    private static string Fit(string page, int height)
    {
        string[] lines = page.TrimEnd('\n').Split('\n');
        return lines.Length < height || height < 2
            ? page
            : string.Join('\n', lines.Take(height - 2)) + $"\u001b[0m\n({lines.Length - height + 2} more lines: enlarge the window)\n";
    }
}
