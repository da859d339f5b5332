using Microsoft.CodeAnalysis;

namespace AppFrag.Corpus.Judging;

/// <summary>One report of a rule at one place.</summary>
/// <param name="Path">In the repository.</param>
/// <param name="Line">One-based.</param>
/// <param name="Id">Rule id.</param>
/// <param name="Severity">As reported, in lower case.</param>
/// <param name="Message">What the rule says there; shown, never stored.</param>
internal sealed record Finding(string Path, int Line, string Id, string Severity, string Message) : IComparable<Finding>
{
    public (string Path, int Line, string Id) Place => (Path, Line, Id);

    public static Finding From(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        return new Finding(
            span.Path ?? "",
            span.StartLinePosition.Line + 1,
            diagnostic.Id,
            diagnostic.Severity switch { DiagnosticSeverity.Warning => "warning", DiagnosticSeverity.Error => "error", DiagnosticSeverity.Info => "info", _ => "hidden" },
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    public int CompareTo(Finding? other)
    {
        int path = string.CompareOrdinal(Path, other?.Path);
        return path != 0 ? path : (Line, Id, Message).CompareTo((other!.Line, other.Id, other.Message));
    }
}
