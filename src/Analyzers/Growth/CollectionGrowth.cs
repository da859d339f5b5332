using System.Collections.Immutable;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Loops;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Growth;

/// <summary>How far a collection that was created without a capacity grows: to a number that can be given, or with its source.</summary>
internal sealed class CollectionGrowth
{
    public static readonly ImmutableHashSet<string> Adding = ImmutableHashSet.Create("Add", "AddRange", "Enqueue", "Push", "TryAdd");

    private CollectionGrowth(long atLeast, string? source, ILoopOperation loop)
    {
        AtLeast = atLeast;
        Source = source;
        Loop = loop;
    }

    /// <summary>Elements for certain; 0 when only <see cref="Source"/> is known.</summary>
    public long AtLeast { get; }

    public string? Source { get; }

    public ILoopOperation Loop { get; }

    public static CollectionGrowth? Of(IObjectCreationOperation creation)
    {
        if (!BodyIndex.Of(creation).HasLoops)
        {
            return null;
        }

        foreach (var use in BufferFates.Uses(creation))
        {
            if (use.Parent is not IInvocationOperation call || call.Instance != use || !Adding.Contains(call.TargetMethod.Name))
            {
                continue;
            }

            var outer = Iteration.All(call).TakeWhile(loop => !loop.Syntax.Span.Contains(creation.Syntax.Span)).ToList();
            if (outer.Count == 0)
            {
                continue;
            }

            if (outer.Select(OpenEnded.SourceOf).FirstOrDefault(found => found is not null) is { } source)
            {
                return new CollectionGrowth(0, source, outer[0]);
            }

            // Added once in each round of loops whose counts are known, whatever happens inside.
            if (call.TargetMethod.Name != "AddRange" && IsUnconditional(call, outer[outer.Count - 1]))
            {
                var total = outer.Select(LoopCount.Of).Aggregate((a, b) => a * b);
                if (total.Min > 0)
                {
                    return new CollectionGrowth(total.Min, null, outer[0]);
                }
            }
        }

        return null;
    }

    private static bool IsUnconditional(IOperation operation, ILoopOperation outermost)
    {
        for (var parent = operation.Parent; parent is not null && parent != outermost; parent = parent.Parent)
        {
            if (parent is not (IBlockOperation or IExpressionStatementOperation or ILoopOperation))
            {
                return false;
            }
        }

        return !outermost.Descendants().OfType<IBranchOperation>().Any();
    }
}
