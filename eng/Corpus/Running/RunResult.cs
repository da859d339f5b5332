using System.Collections.Immutable;
using AppFrag.Corpus.Judging;

namespace AppFrag.Corpus.Running;

/// <summary>One pass of the rules over one repository.</summary>
/// <param name="Findings">In order of path, line and rule.</param>
/// <param name="Faults">Exceptions of rules; none is the only good answer.</param>
/// <param name="Times">Time inside each rule, by class name.</param>
internal sealed record RunResult(
    ImmutableArray<Finding> Findings,
    ImmutableArray<string> Faults,
    IReadOnlyDictionary<string, TimeSpan> Times)
{
    public TimeSpan RuleTime => new(Times.Values.Sum(time => time.Ticks));
}
