using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Pools;

/// <summary>A body that rents or returns, as far as its text says.</summary>
internal sealed class PoolBody
{
    private readonly SemanticModelAnalysisContext _context;

    public PoolBody(SyntaxNode syntax, ISymbol owner, SemanticModelAnalysisContext context)
    {
        Syntax = syntax;
        Owner = owner;
        _context = context;
    }

    public SyntaxNode Syntax { get; }

    /// <summary>The member it belongs to.</summary>
    public ISymbol Owner { get; }

    public SemanticModel Model => _context.SemanticModel;

    public AnalyzerOptions Options => _context.Options;

    public CancellationToken CancellationToken => _context.CancellationToken;

    public void ReportDiagnostic(Diagnostic diagnostic) => _context.ReportDiagnostic(diagnostic);
}
