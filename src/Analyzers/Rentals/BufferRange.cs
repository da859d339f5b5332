using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Loops;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>
/// Whether a part of the buffer certainly lies within the length that was asked for. A rented array is longer: where the
/// original would have thrown, the part must throw as well, never show what another request left behind.
/// </summary>
internal sealed class BufferRange
{
    private readonly ILocalSymbol _buffer;
    private readonly RentalCount _count;

    public BufferRange(ILocalSymbol buffer, RentalCount count)
    {
        _buffer = buffer;
        _count = count;
    }

    /// <param name="offset">Null: the start.</param>
    /// <param name="length">The number of elements.</param>
    public bool Fits(IOperation? offset, IOperation length)
    {
        if (TryGetStart(offset, out var start))
        {
            if (Constants.TryGetInt64(length.ConstantValue, out var size) && _count.Constant is { } total)
            {
                return start >= 0 && size >= 0 && start + size <= total;
            }

            if (start == 0 && (IsWhole(length) || IsReadCount(length)))
            {
                return true;
            }
        }

        return offset is not null && IsRest(offset, length);
    }

    /// <summary>The part that the last read has written, from the start.</summary>
    public bool IsWritten(IOperation? offset, IOperation length) =>
        TryGetStart(offset, out var start) && start == 0 && IsReadCount(length);

    public bool IsAll(IOperation? offset, IOperation length) =>
        TryGetStart(offset, out var start) && start == 0 && IsWhole(length);

    public bool HasIndex(IOperation index) =>
        Constants.TryGetInt64(index.ConstantValue, out var position)
            ? position >= 0 && position < _count.Constant
            : IsCounter(index);

    /// <summary>The variable of a <c>for</c> loop that counts up from a constant and stays below the length or below what was read.</summary>
    private bool IsCounter(IOperation index)
    {
        if (index is not ILocalReferenceOperation { Local: { } local })
        {
            return false;
        }

        for (var parent = index.Parent; parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; parent = parent.Parent)
        {
            if (parent is IForLoopOperation loop && loop.Locals.Contains(local, SymbolEqualityComparer.Default))
            {
                return CountedLoop.TryRead(loop) is { } counted
                    && SymbolEqualityComparer.Default.Equals(counted.Counter, local)
                    && !counted.IncludesLimit
                    && counted.Body.Syntax.Span.Contains(index.Syntax.Span)
                    && Constants.TryGetInt64(counted.First.ConstantValue, out var first) && first >= 0
                    && (IsWhole(counted.Limit) || IsReadCount(counted.Limit) || IsSmallConstant(counted.Limit));
            }
        }

        return false;
    }

    private bool IsSmallConstant(IOperation limit) => Constants.TryGetInt64(limit.ConstantValue, out var value) && value <= _count.Constant;

    /// <summary>The buffer's length, or the expression it was created with.</summary>
    private bool IsWhole(IOperation length)
    {
        length = Conversions.Strip(length);
        return (length is IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation instance } && IsBuffer(instance))
            || (_count.IsRepeatable && BoundComparison.KeyOf(length.Syntax) == _count.Key)
            || (_count.Constant is { } total && Constants.TryGetInt64(length.ConstantValue, out var size) && size == total);
    }

    /// <summary><c>b.Length - offset</c>: goes wrong for the same offsets as before.</summary>
    private bool IsRest(IOperation offset, IOperation length) =>
        Conversions.Strip(length) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Subtract } rest
        && IsWhole(rest.LeftOperand)
        && offset.Syntax is IdentifierNameSyntax
        && SyntaxFactory.AreEquivalent(rest.RightOperand.Syntax, offset.Syntax);

    /// <summary>A local that only ever holds what reads into this buffer's start returned (or 0).</summary>
    private bool IsReadCount(IOperation length)
    {
        if (Conversions.Strip(length) is not ILocalReferenceOperation { Local: { } local } reference)
        {
            return false;
        }

        var values = LocalValues.Of(local, reference);
        return !values.IsEmpty && values.All(value => IsReadIntoStart(value) || (Constants.TryGetInt64(value.ConstantValue, out var constant) && constant == 0));
    }

    private bool IsReadIntoStart(IOperation value)
    {
        value = Conversions.Strip(value);
        if (value is IAwaitOperation awaited)
        {
            value = BufferFlow.UnderConfigureAwait(awaited.Operation);
        }

        if (value is not IInvocationOperation read || !BufferCalls.Counts(read.TargetMethod))
        {
            return false;
        }

        foreach (var argument in read.Arguments)
        {
            var target = Conversions.Strip(argument.Value);
            if (target is ILocalReferenceOperation whole && IsBuffer(whole))
            {
                var (offset, _) = BufferFlow.RangeAfter(read, argument);
                return offset is null || (Constants.TryGetInt64(offset.ConstantValue, out var start) && start == 0);
            }

            if (target is IInvocationOperation slice && BufferFlow.IsSlice(slice) && Conversions.Strip(slice.Arguments[0].Value) is ILocalReferenceOperation sliced && IsBuffer(sliced))
            {
                return slice.Arguments.Length == 1 || (Constants.TryGetInt64(slice.Arguments[1].Value.ConstantValue, out var start) && start == 0);
            }
        }

        return false;
    }

    private static bool TryGetStart(IOperation? offset, out long start)
    {
        start = 0;
        return offset is null || Constants.TryGetInt64(offset.ConstantValue, out start);
    }

    private bool IsBuffer(ILocalReferenceOperation reference) => SymbolEqualityComparer.Default.Equals(reference.Local, _buffer);
}
