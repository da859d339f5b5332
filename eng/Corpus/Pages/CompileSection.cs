using System.Globalization;
using System.Text;
using AppFrag.Corpus.Commands;

namespace AppFrag.Corpus.Pages;

/// <summary>What the rules add to a real compile, from measurements that were written down: they need packages and a build, which this program does without.</summary>
internal static class CompileSection
{
    public static void Write(StringBuilder page, Layout layout)
    {
        page.Append("""
            ## Time in a compile

            The two largest repositories by lines, compiled by the SDK's compiler server from the command lines of their own Release builds, source
            generators and emitting included. Packages that could not be had were left out, and the bodies and members that need them: *lines* says what was left. Two servers, one with an analyzer that
            does nothing and one with the rules, compile each project in turn; the first pass starts cold. Processor time of the server, with
            the workstation garbage collector, on two cores that other work shared, but for those marked *again*. Two such passes differ by up to 8 % for no reason, so what counts is the mean.


            """);
        string[][] compiles = [.. Table.Read(layout.Compiles)];
        page.Append("| repository | projects | lines | pass | idle analyzer | rules | difference |\n|---|---|---|---|---|---|---|\n");
        foreach (string[] row in compiles)
        {
            Line(page, $"| {row[0]} | {row[1]} | {row[2]} of {row[3]} | {row[4]} | {row[5]} s | {row[6]} s | {Number(row[6]) / Number(row[5]) - 1:+0.0 %;-0.0 %;0.0 %} |");
        }

        double[] differences = [.. compiles.Select(row => (Number(row[6]) / Number(row[5])) - 1)];
        double mean = differences.Average();
        double error = Math.Sqrt(differences.Sum(difference => (difference - mean) * (difference - mean)) / (differences.Length - 1) / differences.Length);
        Line(page, $"\nMean of the differences {mean:+0.0 %;-0.0 %;0.0 %}, standard error {error:0.0 %}: what the rules add to a compile is lost in its noise.");
        page.Append("""

            Inside the rules, as the compiler reports it (`/reportanalyzer`) for all projects from a cold start; the first rule that needs something bound, or the
            words of a file, pays for those that need it, too. Shares are of the processor time of the same pass.


            """);
        string[][] rules = [.. Table.Read(layout.CompileRules)];
        string[][] repositories = [.. rules.GroupBy(row => row[0]).Select(group => group.First())];
        Line(page, $"| | {string.Join(" | ", repositories.Select(row => $"{row[0]}, {row[1]} lines, {row[2]} s"))} |");
        Line(page, $"|---|{string.Concat(repositories.Select(_ => "---|"))}");
        Line(page, $"| inside all rules | {string.Join(" | ", repositories.Select(row => Share(rules.Where(rule => rule[0] == row[0]), row[2])))} |");
        foreach (string name in rules.Select(row => row[3]).Distinct().Order(StringComparer.Ordinal))
        {
            Line(page, $"| {name} | {string.Join(" | ", repositories.Select(row => Share(rules.Where(rule => rule[0] == row[0] && rule[3] == name), row[2])))} |");
        }

        page.Append('\n');
    }

    private static string Share(IEnumerable<string[]> rules, string compile)
    {
        double seconds = rules.Sum(rule => Number(rule[4]));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.000} s, {seconds / Number(compile):0.0 %}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Line(StringBuilder page, FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
