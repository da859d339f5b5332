using AppFrag.Analyzers.Candidates;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Buffers;

/// <summary>Whether the syntax of an expression is one that <see cref="BufferCreations"/> may read.</summary>
internal static class BufferShape
{
    public static bool MayBe(ExpressionSyntax expression, FileWords words) => expression switch
    {
        InvocationExpressionSyntax => true,
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => true,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } => CandidateShape.MayCreate(expression, words, BufferCreations.CapacityTypeNames),
        _ => false,
    };
}
