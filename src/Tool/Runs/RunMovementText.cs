using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Runs;

/// <summary>What moved together in a run, for people. Nothing where the run was too short to look.</summary>
internal static class RunMovementText
{
    private const int ChangesShown = 5;

    private static readonly Style Quiet = new(Color.Grey);

    public static void Write(IAnsiConsole console, Run run)
    {
        if (run.Movement is not { Windows: > 0 } movement)
        {
            return;
        }

        console.WriteLine();
        console.Write(new Text("Second by second", new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        Line(console, Compared(movement), Quiet);
        foreach (var association in movement.Associations)
        {
            Line(console, string.Create(CultureInfo.InvariantCulture, $"{association.First} and {association.Second} move together, load taken out: effect {association.Effect:0.00}, p {association.P:0.0000}, {Lag(association.LagSeconds)}. An association, not a cause."), Style.Plain);
        }

        foreach (var change in movement.Changes.Take(ChangesShown))
        {
            Line(console, $"{change.Series} went from {Value(change.Series, change.Before)} to {Value(change.Series, change.After)} at {Quantity.Span(TimeSpan.FromSeconds(change.At))} and stayed there", Quiet);
        }
    }

    private static string Compared(RunMovement movement)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{movement.Pairs} pairs in {movement.Windows} window{(movement.Windows == 1 ? "" : "s")} of five minutes");
        return movement.Windows < 2 ? what + ": a pair must show in two" : movement.Associations.Count == 0 ? what + ": none moved together in two" : what;
    }

    private static string Lag(int seconds) => seconds switch
    {
        0 => "in the same second",
        > 0 => string.Create(CultureInfo.InvariantCulture, $"the second {seconds} s later"),
        _ => string.Create(CultureInfo.InvariantCulture, $"the second {-seconds} s earlier"),
    };

    private static string Value(string series, double value) => series == "allocationRate" ? Quantity.Rate(value) : Quantity.Percent(value);

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Padder(new Text(SafeText.OneLine(text), style), new Padding(2, 0, 0, 0)));
    }
}
