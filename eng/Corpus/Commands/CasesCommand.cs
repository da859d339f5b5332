using System.Globalization;
using AppFrag.Corpus.Cases;
using AppFrag.Corpus.Git;
using AppFrag.Corpus.Judging;
using AppFrag.Corpus.Loading;

namespace AppFrag.Corpus.Commands;

/// <summary><c>cases</c>: bugs that shipped, before and after their fix.</summary>
internal static class CasesCommand
{
    /// <returns>0 when every case is as expected.</returns>
    public static async Task<int> RunAsync(Layout layout, Clones clones, string? only)
    {
        CaseCheck check = new(ReferencePacks.Load());
        bool good = true;
        foreach (RealCase real in RealCase.Read(layout.Cases).Where(real => only is null || real.Repository.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            CaseResult result = await check.RunAsync(clones.Find(real.Repository), real);
            good &= result.IsAsExpected;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(result.IsAsExpected ? "ok  " : "DIFF")} {real.Expectation,-12} {real.Repository} {real.Path}:{real.Lines} {real.Rules}: {result.Found} of {result.At.Count} places before, {result.After.Count} after"));
            foreach (Finding finding in result.IsAsExpected ? result.At.Values.SelectMany(found => found) : result.InFile.Concat(result.After))
            {
                Console.WriteLine($"       {(result.After.Contains(finding) ? "after " : "")}{finding.Line} {finding.Severity} {finding.Id} {finding.Message}");
            }

            Table.Replace(layout.CaseResults, "case\trules\tbefore\tafter\tas expected", Key(real),
                [[Key(real), string.Join(',', result.At.Values.SelectMany(found => found).Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal)),
                  $"{result.Found} of {result.At.Count}", result.After.Count.ToString(CultureInfo.InvariantCulture), result.IsAsExpected ? "yes" : "no"]]);
        }

        return good ? 0 : 1;
    }

    public static string Key(RealCase real) => $"{real.Repository} {real.Path}:{real.Lines}";
}
