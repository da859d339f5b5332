using System.Globalization;
using Spectre.Console;

namespace AppFrag.Tool.Collect;

/// <summary>How the recording gets on, on standard error: one moving line on a terminal, now and then a plain one otherwise.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan BetweenPlainLines = TimeSpan.FromSeconds(10);

    public static T Show<T>(string name, TimeSpan duration, Func<Action<CollectProgress>, T> record)
    {
        if (Console.IsErrorRedirected)
        {
            var next = TimeSpan.Zero;
            return record(progress =>
            {
                if (progress.Elapsed >= next)
                {
                    Console.Error.WriteLine($"appfrag: {name}: {Text(progress, duration)}");
                    next = progress.Elapsed + BetweenPlainLines;
                }
            });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(Markup.Escape($"attaching to {name}"), status =>
            record(progress => status.Status(Markup.Escape($"{name}: {Text(progress, duration)}; Ctrl-C ends it and keeps what there is"))));
    }

    private static string Text(CollectProgress progress, TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Elapsed.TotalSeconds:0} s of {duration.TotalSeconds:0.#} s, {progress.Collections} collections, {progress.Samples} allocation samples");
}
