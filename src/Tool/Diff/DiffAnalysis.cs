using System.Globalization;
using AppFrag.Diagnosis;

namespace AppFrag.Tool.Diff;

/// <summary>Compares two recordings. Pure.</summary>
internal static class DiffAnalysis
{
    // Rates of small objects follow the load, and one that is new may stand for a large one that is gone: shown, but no regression.
    private const string SmallObjectHeap = "soh";

    // Beyond this the two were hardly under the same load.
    private const double SimilarLoad = 1.25;

    // Shorter ones rest on a handful of bursts.
    private const double ShortSeconds = 15;

    public static DiffResult Compare(DiffInput before, DiffInput after)
    {
        var pairs = Pairs(before, after);
        string[] names = [.. before.Figures.Concat(after.Figures).Select(figure => figure.Name).Distinct()];
        var comparison = new Comparison(pairs.Count + names.Length);
        DiffFigure[] figures = [.. names.Select(name => Figure(name, before, after, comparison))];
        DiffSite[] sites = [.. pairs.Select(pair => Site(pair.Before, pair.After, before, after, comparison)).OrderByDescending(site => Math.Abs(site.After.Value - site.Before.Value))];
        return new DiffResult
        {
            Before = Source(before),
            After = Source(after),
            Verdict = VerdictOf(figures, sites, comparison),
            Regressions = [.. figures.Where(figure => figure.IsRegression).Select(figure => figure.Name), .. sites.Where(site => site.IsRegression).Select(site => site.Method)],
            Figures = figures,
            Sites = sites,
            Caveats = [.. Caveats(before, after, figures)],
        };
    }

    private static DiffSource Source(DiffInput input) => new(input.Path, input.Kind, input.Seconds, input.ObservedSeconds);

    /// <summary>The same member, type and heap; lines move from build to build, and files from machine to machine.</summary>
    private static List<(DiffReading? Before, DiffReading? After)> Pairs(DiffInput before, DiffInput after)
    {
        // Recordings of older versions have no members.
        bool hasMembers = before.Sites.Concat(after.Sites).All(site => site.Member is not null || site.Kind == SmallObjectHeap)
            || (before.Sites.Any(site => site.Member is not null) && after.Sites.Any(site => site.Member is not null));
        var ofBefore = Sums(before.Sites, hasMembers);
        var ofAfter = Sums(after.Sites, hasMembers);
        return [.. ofBefore.Keys.Union(ofAfter.Keys).Select(key => (ofBefore.GetValueOrDefault(key), ofAfter.GetValueOrDefault(key)))];
    }

    private static Dictionary<(string, string, string), DiffReading> Sums(IReadOnlyList<DiffReading> sites, bool hasMembers) => sites
        .GroupBy(site => ((hasMembers ? site.Member : null) ?? site.Method, site.Type, site.Kind))
        .ToDictionary(
            group => group.Key,
            group => group.MaxBy(site => site.Rate.Value)! with
            {
                Rate = new Measured(group.Sum(site => site.Rate.Value), Math.Sqrt(group.Sum(site => (site.Rate.Error ?? 0) * (site.Rate.Error ?? 0)))),
            });

    private static DiffFigure Figure(string name, DiffInput before, DiffInput after, Comparison comparison)
    {
        var one = Find(before, name);
        var other = Find(after, name);
        var verdict = one is { } a && other is { } b ? comparison.Judge(a.Value, b.Value) : Verdict.NotJudged;
        bool isRegression = name != RunFigures.SmallObjects && one is { } was && other is { } now && Comparison.IsRegression(verdict, was.Value, now.Value);
        return new DiffFigure(name, (one ?? other)!.Value.Unit, one?.Value, other?.Value, verdict, isRegression);
    }

    private static (string Unit, Measured Value)? Find(DiffInput input, string name) =>
        input.Figures.Where(figure => figure.Name == name).Select(figure => ((string, Measured)?)(figure.Unit, figure.Value)).FirstOrDefault();

    private static DiffSite Site(DiffReading? before, DiffReading? after, DiffInput first, DiffInput second, Comparison comparison)
    {
        var named = (after ?? before)!;
        double? unseen = before is null ? Unseen(after!, first, comparison) : after is null ? Unseen(before, second, comparison) : null;
        var was = before?.Rate ?? new Measured(0, null);
        var now = after?.Rate ?? new Measured(0, null);
        var verdict = after is null ? comparison.JudgeUnseen(was, unseen!.Value, Verdict.Gone)
            : before is null ? comparison.JudgeUnseen(now, unseen!.Value, Verdict.New)
            : comparison.Judge(was, now);
        return new DiffSite
        {
            Method = named.Method,
            Member = named.Member,
            File = named.File,
            Line = named.Line,
            Type = named.Type,
            Kind = named.Kind,
            Before = was,
            After = now,
            UnseenBelow = unseen is { } bound && double.IsFinite(bound) ? bound : null,
            Verdict = verdict,
            IsRegression = named.Kind != SmallObjectHeap && Comparison.IsRegression(verdict, was, now),
        };
    }

    private static double Unseen(DiffReading seen, DiffInput elsewhere, Comparison comparison) =>
        Math.Max(elsewhere.LeftOutBelow, comparison.UnseenBelow(seen.BytesPerSample, elsewhere.ObservedSeconds));

    private static string VerdictOf(DiffFigure[] figures, DiffSite[] sites, Comparison comparison)
    {
        // How much is allocated in small objects is the load's, not the change's.
        Verdict[] all = [.. figures.Where(figure => figure.Name != RunFigures.SmallObjects).Select(figure => figure.Verdict), .. sites.Select(site => site.Verdict)];
        int better = all.Count(verdict => verdict is Verdict.Better or Verdict.Gone);
        int worse = all.Count(verdict => verdict is Verdict.Worse or Verdict.New);
        return (better, worse) switch
        {
            (0, 0) => "No measurable change" + Sensitivity(figures, comparison) + ".",
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"Better: {better} of {all.Length} numbers, none worse."),
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"Worse: {worse} of {all.Length} numbers, none better."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Better and worse: {better} of {all.Length} numbers are better, {worse} worse."),
        };
    }

    /// <summary>What would have been seen: "nothing changed" is worth as much as this is small.</summary>
    private static string Sensitivity(DiffFigure[] figures, Comparison comparison) =>
        figures.FirstOrDefault(figure => figure.Name == "loh.allocation") is { Before: { Value: > 0, Error: { } before } was, After.Error: { } after }
            ? $": less than {Quantity.Percent(comparison.SmallestMeasurable(before, after) / was.Value)} of the large objects' rate could not have been seen"
            : "";

    private static IEnumerable<string> Caveats(DiffInput before, DiffInput after, DiffFigure[] figures)
    {
        if (figures.FirstOrDefault(figure => figure.Name == RunFigures.SmallObjects) is { Before.Value: > 0 and var was, After.Value: > 0 and var now }
            && (now / was > SimilarLoad || was / now > SimilarLoad))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The process made {now / was:0.00} times the bytes of small objects: the load was hardly the same, and rates follow the load.");
        }

        if (Math.Min(before.Seconds, after.Seconds) < ShortSeconds && before.Kind == "run")
        {
            yield return "A recording is shorter than 15 s: rare sites may be missing in it.";
        }

        if (before.Kind == "profile")
        {
            yield return "Profiles carry no errors: those shown are what the number of samples alone gives, which is the least.";
        }

        if (before.ObservedSeconds <= 0 || after.ObservedSeconds <= 0)
        {
            yield return "A recording does not say how long samples were taken: what is missing in it cannot be judged.";
        }
    }
}
