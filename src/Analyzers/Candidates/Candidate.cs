using AppFrag.Analyzers.Configuration;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Candidates;

/// <summary>An expression that a rule has to look at in full, bound.</summary>
internal sealed class Candidate
{
    private readonly Action<Diagnostic> _report;

    public Candidate(IOperation operation, ISymbol containingSymbol, AppFragOptions options, Action<Diagnostic> report)
    {
        Operation = operation;
        ContainingSymbol = containingSymbol;
        Options = options;
        _report = report;
    }

    public IOperation Operation { get; }

    /// <summary>The member whose body or initializer it is in.</summary>
    public ISymbol ContainingSymbol { get; }

    public AppFragOptions Options { get; }

    public void ReportDiagnostic(Diagnostic diagnostic) => _report(diagnostic);
}
