using System.Collections.Immutable;
using AppFrag.Analyzers.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Loops that take one message, request or connection in each iteration, wherever they stand.</summary>
internal static class MessageLoops
{
    public static readonly ImmutableHashSet<string> MethodNames =
        EntryPointTable.LoopCalls.Keys.Select(key => key.Substring(key.LastIndexOf('.') + 1)).ToImmutableHashSet();

    /// <summary>What kind of loop it is, or null for an ordinary one.</summary>
    public static string? NounOf(ILoopOperation loop) => Own(loop)
        .OfType<IInvocationOperation>()
        .Where(call => MethodNames.Contains(call.TargetMethod.Name))
        .Select(call => NounOf(call.TargetMethod))
        .FirstOrDefault(noun => noun is not null);

    /// <summary>Whether such a loop may be in a part of a file: a look at the names alone, before anything is bound.</summary>
    public static bool MayBeIn(SyntaxTree tree, TextSpan part)
    {
        foreach (var position in FileWords.Of(tree).At(Hints.LoopCall, part.Start, part.End))
        {
            if (CandidateNodes.At(tree.GetRoot(), position) is InvocationExpressionSyntax call
                && call.Ancestors().TakeWhile(ancestor => part.Contains(ancestor.Span)).Any(CandidateShape.IsLoop))
            {
                return true;
            }
        }

        return false;
    }

    private static string? NounOf(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var candidate in type.Interfaces.Insert(0, type))
            {
                if (EntryPointTable.LoopCalls.TryGetValue(candidate.ContainingNamespace.ToDisplayString() + "." + candidate.Name + "." + method.Name, out var noun))
                {
                    return noun;
                }
            }
        }

        return null;
    }

    /// <summary>The operations of the loop itself, without those of functions that are only made in it.</summary>
    private static IEnumerable<IOperation> Own(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            yield return child;
            foreach (var inner in Own(child))
            {
                yield return inner;
            }
        }
    }
}
