using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// What every rule about single expressions shares: it runs concurrently, skips generated code, and goes from the cheap question to the dear one:
/// does the file say the word, has the expression the shape, can the place matter, and only then what is bound there. Operation actions would have the
/// operations of every body made, which costs more than all rules together. Diagnostics of a file's semantic model get a squiggle and a light bulb
/// in an open file.
/// </summary>
internal abstract class CandidateRule : DiagnosticAnalyzer
{
    /// <summary>Words that may start an expression this rule looks at.</summary>
    protected abstract Hints Hints { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(Analyze);
    }

    /// <summary>What the syntax alone says; true whenever in doubt.</summary>
    protected abstract bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options);

    /// <summary>Whether the place can matter, by names and symbols; true whenever in doubt.</summary>
    protected abstract bool MayMatter(ExpressionSyntax expression, ISymbol containingSymbol, SemanticModelAnalysisContext context, RequestPathModel paths, AppFragOptions options);

    protected abstract void Analyze(Candidate candidate, RequestPathModel paths);

    private void Analyze(SemanticModelAnalysisContext context)
    {
        var model = context.SemanticModel;
        var words = FileWords.Of(model.SyntaxTree);
        if (!words.Say(Hints))
        {
            return;
        }

        AppFragOptions? options = null;
        var root = model.SyntaxTree.GetRoot(context.CancellationToken);
        foreach (var position in words.At(Hints))
        {
            options ??= AppFragOptions.For(context.Options, model.SyntaxTree);
            if (CandidateNodes.At(root, position) is { } expression && HasShape(expression, words, options))
            {
                Analyze(expression, options, context);
            }
        }
    }

    private void Analyze(ExpressionSyntax expression, AppFragOptions options, SemanticModelAnalysisContext context)
    {
        var model = context.SemanticModel;
        var paths = RequestPathModel.For(model.Compilation);
        if (MemberOf.Node(expression, model, context.CancellationToken) is { } containingSymbol
            && MayMatter(expression, containingSymbol, context, paths, options)
            && model.GetOperation(expression, context.CancellationToken) is { } operation)
        {
            Analyze(new Candidate(operation, containingSymbol, options, context.ReportDiagnostic), paths);
        }
    }
}
