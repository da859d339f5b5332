using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// What every rule about pools shares. It works body by body, and a body is bound only when it calls something "Rent" or "Return"; most files say
/// neither. Diagnostics of a file's semantic model get a squiggle and a light bulb in an open file.
/// </summary>
internal abstract class PoolBodyRule : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSemanticModelAction(Analyze);
    }

    protected abstract void Analyze(PoolBody body, PoolTypes types);

    private void Analyze(SemanticModelAnalysisContext context)
    {
        var model = context.SemanticModel;
        if (!FileWords.Of(model.SyntaxTree).Say(Hints.Pool) || PoolTypes.Of(model.Compilation) is not { AreKnown: true } types)
        {
            return;
        }

        foreach (var body in BodiesIn(model.SyntaxTree, context.CancellationToken))
        {
            if (MemberOf.Body(body, model, context.CancellationToken) is { } owner)
            {
                Analyze(new PoolBody(body, owner, context), types);
            }
        }
    }

    private static IEnumerable<SyntaxNode> BodiesIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetRoot(cancellationToken);
        SyntaxNode? last = null;
        foreach (var position in FileWords.Of(tree).At(Hints.Pool))
        {
            // In the order of the file: calls of one body follow each other.
            if (CandidateNodes.At(root, position) is InvocationExpressionSyntax call && BodySyntax.Of(call) is { } body && body != last)
            {
                last = body;
                yield return body;
            }
        }
    }
}
