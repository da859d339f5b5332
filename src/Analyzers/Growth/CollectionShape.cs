using AppFrag.Analyzers.Candidates;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Growth;

/// <summary>Whether, by names alone, a new collection is put into a variable that a loop adds to.</summary>
internal static class CollectionShape
{
    public static bool MayGrow(ExpressionSyntax expression, FileWords words) =>
        expression is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } }
        && CandidateShape.MayCreate(expression, words, CollectionSizes.Names)
        && CandidateShape.HolderOf(expression) is { } variable
        && NamedCalls.InLoops(expression, variable, CollectionGrowth.Adding.Contains, mayHoldIt: false);
}
