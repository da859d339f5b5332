using System.Globalization;
using System.Text;
using AppFrag.Corpus.Cases;
using AppFrag.Corpus.Commands;
using AppFrag.Corpus.Judging;

namespace AppFrag.Corpus.Pages;

/// <summary><c>docs/precision.md</c>, made from the committed data only: whoever doubts a figure finds the rows behind it.</summary>
internal static class PrecisionPage
{
    /// <summary>Writes the page.</summary>
    public static int Write(Layout layout)
    {
        StringBuilder page = new();
        page.Append("""
            # Precision

            What the rules say about code that we did not write. Made by `dotnet run -c Release --project eng/Corpus -- page` from the data in
            [`eng/Corpus/data`](../eng/Corpus/data): change the data, not this page.

            Each repository is read at a pinned commit and bound without restore: its sources, the SDK's reference packs, and its own projects.
            Types from packages stay unknown there, so *bound* says how many of the calls that the rules look at have a known target. Every
            Warning was judged by reading the code, every Info by the lines around it; the judgements with their reasons are in `judgements/`. An Info is true where the object can be
            large for a request; nothing says that it often is.


            """);
        Repositories(page, layout);
        Rules(page, layout);
        Cases(page, layout);
        CompileSection.Write(page, layout);
        Times(page, layout);
        File.WriteAllText(layout.Page, page.ToString().TrimEnd() + "\n");
        return 0;
    }

    private static void Repositories(StringBuilder page, Layout layout)
    {
        page.Append("## Repositories\n\n| repository | commit | files | projects | bound | warnings | judged true | infos | exceptions |\n|---|---|---|---|---|---|---|---|---|\n");
        int warnings = 0;
        int good = 0;
        foreach (string[] row in Table.Read(layout.Results))
        {
            IReadOnlyList<Judgement> judged = JudgementFile.Read(layout.Judgements(row[0]));
            int all = judged.Count(judgement => judgement.Severity == "warning");
            int right = judged.Count(judgement => judgement is { Severity: "warning", Verdict: "true" });
            warnings += all;
            good += right;
            Line(page, $"| {row[0]} | `{row[1][..10]}` | {row[2]} | {row[3]} | {Ratio(row[4], row[5]):0} % of {row[5]} | {all} | {right} | {judged.Count(judgement => judgement.Severity == "info")} | {row[6]} |");
        }

        Line(page, $"\nPrecision at Warning: **{good} of {warnings}**{(warnings == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({100.0 * good / warnings:0} %)"))}.\n");
    }

    private static void Rules(StringBuilder page, Layout layout)
    {
        page.Append("## Findings by rule\n\n| rule | warnings | judged true | infos | of those read, judged true |\n|---|---|---|---|---|\n");
        IEnumerable<Judgement> all = Table.Read(layout.Results).SelectMany(row => JudgementFile.Read(layout.Judgements(row[0])));
        foreach (IGrouping<string, Judgement> rule in all.GroupBy(judgement => judgement.Id).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Judgement[] infos = [.. rule.Where(judgement => judgement.Severity == "info")];
            Line(page, $"| [{rule.Key}](rules/{rule.Key}.md) | {rule.Count(judgement => judgement.Severity == "warning")} | {rule.Count(judgement => judgement is { Severity: "warning", Verdict: "true" })} | {infos.Length} | {infos.Count(judgement => judgement.Verdict == "true")} of {infos.Count(judgement => judgement.Verdict != Judgement.Unread)} |");
        }

        page.Append('\n');
    }

    private static void Cases(StringBuilder page, Layout layout)
    {
        page.Append("""
            ## Bugs that shipped

            *before*: places where one of the rules fires at the commit that has the bug; *after*: findings of these rules in the same member once it is mended.

            | case | rule | expected | before | after | what it is |
            |---|---|---|---|---|---|

            """);
        Dictionary<string, string[]> results = Table.Read(layout.CaseResults).ToDictionary(row => row[0]);
        foreach (RealCase real in RealCase.Read(layout.Cases))
        {
            string[] result = results.GetValueOrDefault(CasesCommand.Key(real)) ?? ["", "", "not run", "", ""];
            Line(page, $"| {real.Repository} `{Path.GetFileName(real.Path)}:{real.Lines}` ({real.Before[..7]} → {real.After[..Math.Min(7, real.After.Length)]}) | {(result[1].Length > 0 ? result[1] : real.Rules)} | {real.Expectation} | {result[2]} | {(real.After == "-" ? "" : result[3])} | {real.Why} |");
        }

        page.Append('\n');
    }

    private static void Times(StringBuilder page, Layout layout)
    {
        page.Append("""
            ## Time against parsing and binding alone

            The same repositories, bound without restore, by `time`. Compiles of the same sources take turns: without any analyzer, with one that does nothing (every
            project of the SDK has analyzers, and the compiler does some work as soon as there is one), and with the rules. What the rules add is the
            difference between the last two. Nothing is generated or emitted, which is most of a compile: the shares are upper bounds, good for comparing rules. The times of single rules are the compiler's own account, where what is bound for a rule counts as its time; the reading of
            a file's text, which all rules share, counts for the first of them.


            """);
        string[][] largest = [.. Table.Read(layout.Builds).OrderByDescending(row => int.Parse(row[1], CultureInfo.InvariantCulture)).Take(2)];
        if (largest.Length == 0)
        {
            return;
        }

        Line(page, $"| | {string.Join(" | ", largest.Select(row => $"{row[0]}, {row[1]} lines"))} |");
        Line(page, $"|---|{string.Concat(largest.Select(_ => "---|"))}");
        Line(page, $"| compile without analyzers, processor time | {string.Join(" | ", largest.Select(row => row[2] + " s"))} |");
        Line(page, $"| with an idle analyzer | {string.Join(" | ", largest.Select(row => row[3] + " s"))} |");
        Line(page, $"| with the rules | {string.Join(" | ", largest.Select(row => $"{row[4]} s, {More(row[4], row[3])}"))} |");
        Line(page, $"| on the clock, one thread | {string.Join(" | ", largest.Select(row => $"{row[5]} → {row[6]} s, {More(row[6], row[5])}"))} |");
        Line(page, $"| on the clock, concurrent | {string.Join(" | ", largest.Select(row => $"{row[7]} → {row[8]} s, {More(row[8], row[7])}"))} |");
        IReadOnlyList<string[]> times = Table.Read(layout.Times);
        Line(page, $"| inside all rules | {string.Join(" | ", largest.Select(row => Share(times.Where(time => time[0] == row[0]), row[2])))} |");
        foreach (string rule in times.Select(row => row[1]).Distinct().Order(StringComparer.Ordinal))
        {
            Line(page, $"| {rule} | {string.Join(" | ", largest.Select(row => Share(times.Where(time => time[0] == row[0] && time[1] == rule), row[2])))} |");
        }
    }

    private static string More(string with, string without) =>
        (Ratio(with, without) - 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";

    private static string Share(IEnumerable<string[]> times, string compile)
    {
        string seconds = times.Sum(time => double.Parse(time[2], CultureInfo.InvariantCulture)).ToString("0.000", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds} s, {Ratio(seconds, compile):0.0} %");
    }

    private static double Ratio(string part, string whole) =>
        100 * double.Parse(part, CultureInfo.InvariantCulture) / Math.Max(1e-9, double.Parse(whole, CultureInfo.InvariantCulture));

    private static void Line(StringBuilder page, FormattableString line) => page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
