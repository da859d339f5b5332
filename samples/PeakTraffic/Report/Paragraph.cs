using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>Text that is broken between words at the console's width and indented as one block.</summary>
internal static class Paragraph
{
    /// <param name="console">Where to.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="indent">Spaces before each line.</param>
    /// <param name="label">Stands in the indent of the first line.</param>
    /// <param name="style">Spectre style of the text.</param>
    public static void Write(IAnsiConsole console, string text, int indent, string label = "", string style = "default")
    {
        var line = "";
        var prefix = label.PadRight(indent);
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && indent + line.Length + 1 + word.Length > console.Profile.Width)
            {
                WriteLine(line);
                line = "";
            }

            line += line.Length == 0 ? word : " " + word;
        }

        WriteLine(line);

        void WriteLine(string part)
        {
            console.MarkupLineInterpolated($"{prefix}[{style}]{part}[/]");
            prefix = new string(' ', indent);
        }
    }
}
