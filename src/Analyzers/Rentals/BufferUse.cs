using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>What is known about one mention of the buffer.</summary>
internal sealed class BufferUse
{
    private BufferUse(ILocalReferenceOperation mention) => Mention = mention;

    public ILocalReferenceOperation Mention { get; }

    /// <summary>Where the buffer is used through a span that a variable holds; the span ends with the block, as the rental does.</summary>
    public ImmutableArray<IOperation> ViewMentions { get; private set; } = ImmutableArray<IOperation>.Empty;

    /// <summary>Why the buffer cannot be rented because of this use, or null.</summary>
    public string? Obstacle { get; private set; }

    public UseRewrite? Rewrite { get; private set; }

    /// <summary>Content is looked at that nothing is known to have written before.</summary>
    public bool ObservesUnwritten { get; private set; }

    /// <summary>The whole buffer has been overwritten afterwards.</summary>
    public bool FillsAll { get; private set; }

    /// <summary>The awaited call, which may still work on the buffer when it fails.</summary>
    public bool IsAwaited { get; private set; }

    public static BufferUse Refused(ILocalReferenceOperation mention, string obstacle) => new(mention) { Obstacle = obstacle };

    public static BufferUse Neutral(ILocalReferenceOperation mention, UseRewrite? rewrite = null) => new(mention) { Rewrite = rewrite };

    public static BufferUse Observing(ILocalReferenceOperation mention, bool isWritten, UseRewrite? rewrite, bool isAwaited) =>
        new(mention) { ObservesUnwritten = !isWritten, Rewrite = rewrite, IsAwaited = isAwaited };

    /// <summary>Through a span in a variable anything within its length may be read and written.</summary>
    public static BufferUse Viewing(ILocalReferenceOperation mention, UseRewrite? rewrite, ImmutableArray<IOperation> viewMentions) =>
        new(mention) { ObservesUnwritten = true, Rewrite = rewrite, ViewMentions = viewMentions };

    public static BufferUse Writing(ILocalReferenceOperation mention, bool fillsAll, UseRewrite? rewrite, bool isAwaited) =>
        new(mention) { FillsAll = fillsAll, Rewrite = rewrite, IsAwaited = isAwaited };
}
