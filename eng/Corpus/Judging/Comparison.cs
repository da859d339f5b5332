namespace AppFrag.Corpus.Judging;

/// <summary>What changed between the judged findings and those of a run.</summary>
/// <param name="Kept">Judgements that still stand, with the severity of now.</param>
/// <param name="New">Findings that nobody has judged.</param>
/// <param name="Changed">Those of <paramref name="Kept"/> whose severity was another one.</param>
/// <param name="Gone">Judged places where nothing is reported any more.</param>
internal sealed record Comparison(IReadOnlyList<Judgement> Kept, IReadOnlyList<Judgement> Changed, IReadOnlyList<Finding> New, IReadOnlyList<Judgement> Gone)
{
    public bool IsSame => New.Count == 0 && Gone.Count == 0 && Changed.Count == 0;

    /// <summary>Several findings of one rule on one line count as one place.</summary>
    public static Comparison Of(IReadOnlyList<Judgement> judged, IEnumerable<Finding> found)
    {
        Dictionary<(string, int, string), Judgement> known = judged.ToDictionary(judgement => judgement.Place);
        List<Judgement> kept = [];
        List<Judgement> changed = [];
        List<Finding> unknown = [];
        foreach (IGrouping<(string, int, string), Finding> place in found.GroupBy(finding => finding.Place))
        {
            if (known.Remove(place.Key, out Judgement? judgement))
            {
                Judgement now = judgement with { Severity = place.First().Severity };
                kept.Add(now);
                if (now != judgement)
                {
                    changed.Add(now);
                }
            }
            else
            {
                unknown.Add(place.First());
            }
        }

        return new Comparison(kept, changed, unknown, [.. known.Values]);
    }

    /// <summary>All judgements that a file should hold now; what is new is marked as unread.</summary>
    public IEnumerable<Judgement> Accepted() =>
        Kept.Concat(New.Select(finding => new Judgement(finding.Path, finding.Line, finding.Id, finding.Severity, Judgement.Unread, "")));
}
