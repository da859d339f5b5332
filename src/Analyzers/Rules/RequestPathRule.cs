using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>What the rules share that only look at request paths: a place that no request can reach is left alone before it is bound.</summary>
internal abstract class RequestPathRule : CandidateRule
{
    protected sealed override bool MayMatter(
        ExpressionSyntax expression, ISymbol containingSymbol, SemanticModelAnalysisContext context, RequestPathModel paths, AppFragOptions options) =>
        paths.IsRelevant(context.Options) && paths.MayFind(expression, containingSymbol, context.SemanticModel, options);
}
