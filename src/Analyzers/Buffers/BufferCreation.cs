using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Buffers;

/// <summary>An operation that makes an array of a stated length, in the open or inside the object it creates.</summary>
internal sealed class BufferCreation
{
    /// <summary>Method table pointer, length and sync block of an array in a 64-bit process.</summary>
    public const int ArrayHeader = 24;

    public BufferCreation(IOperation operation, ImmutableArray<IOperation> counts, int elementSize, BufferKind kind)
    {
        Operation = operation;
        Counts = counts;
        ElementSize = elementSize;
        Kind = kind;
    }

    public IOperation Operation { get; }

    /// <summary>The length of each dimension.</summary>
    public ImmutableArray<IOperation> Counts { get; }

    /// <summary>Bytes, at least.</summary>
    public int ElementSize { get; }

    public BufferKind Kind { get; }
}

internal enum BufferKind
{
    /// <summary><c>new T[n]</c> or <c>GC.AllocateArray&lt;T&gt;(n)</c>.</summary>
    Array,

    /// <summary>A collection, stream or builder with a stated capacity.</summary>
    Capacity,

    /// <summary>A call that fills and returns a new array of the stated length.</summary>
    Read,
}
