using System.Collections;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// A change of a finding as the state of a log record: every part and every number is an attribute of its own. It has no
/// message template, so that the body of the record is the text.
/// </summary>
internal sealed class FindingRecord(FindingChange change) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _attributes = [.. Attributes(change)];

    public int Count => _attributes.Count;

    public KeyValuePair<string, object?> this[int index] => _attributes[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _attributes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => change.Kind == FindingChangeKind.Closed
        ? $"No longer seen: {change.Finding.Title} (finding {change.Finding.Id})"
        : FindingText.Of(change.Finding);

    private static IEnumerable<KeyValuePair<string, object?>> Attributes(FindingChange change)
    {
        Finding finding = change.Finding;
        (string Name, object? Value)[] parts =
        [
            (AttributeNames.FindingId, finding.Id),
            (AttributeNames.FindingSeverity, finding.Severity.ToString().ToLowerInvariant()),
            (AttributeNames.FindingState, change.Kind.ToString().ToLowerInvariant()),
            (AttributeNames.FindingTitle, finding.Title),
            (AttributeNames.FindingEvidence, (int)finding.Evidence),
            (AttributeNames.FindingOpen, change.Since.TotalSeconds),
            (AttributeNames.FindingScope, finding.Scope),
            (AttributeNames.FindingSymptomOf, finding.SymptomOf),
            (AttributeNames.FindingRule, finding.RuleId),
            (AttributeNames.CodeFunction, finding.Site?.Method),
            (AttributeNames.CodeFile, finding.Site?.File),
            (AttributeNames.CodeLine, finding.Site?.Line),
            (AttributeNames.AllocationType, finding.Site?.Type),
            (AttributeNames.FindingRoutes, finding.Routes.Count > 0 ? string.Join(", ", finding.Routes.Select(route => route.Route)) : null),
            (AttributeNames.FindingTraces, finding.Examples.Count > 0 ? string.Join(", ", finding.ExampleTraces) : null),
            (AttributeNames.FindingAction, finding.Action),
            (AttributeNames.FindingCommand, finding.Command),
            (AttributeNames.FindingUndo, finding.Undo),
            (AttributeNames.FindingCost, finding.Cost),
            (AttributeNames.FindingVerify, finding.Verify),
        ];
        return parts.Where(part => part.Value is not null).Select(part => KeyValuePair.Create(part.Name, part.Value)).Concat(Numbers(finding));
    }

    // By name, so that they can be queried; the unit is part of what docs/diagnosis.md says of each name.
    private static IEnumerable<KeyValuePair<string, object?>> Numbers(Finding finding)
    {
        foreach (FindingNumber number in finding.Numbers)
        {
            string name = AttributeNames.FindingNumber + number.Name;
            yield return KeyValuePair.Create<string, object?>(name, number.Value);
            if (number is { Low: { } low, High: { } high })
            {
                yield return KeyValuePair.Create<string, object?>(name + ".low", low);
                yield return KeyValuePair.Create<string, object?>(name + ".high", high);
            }
        }
    }
}
