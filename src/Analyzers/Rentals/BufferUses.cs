using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Judges each mention of a buffer. What is not recognized is refused.</summary>
internal sealed class BufferUses
{
    private readonly BufferRange _range;

    public BufferUses(ILocalSymbol buffer, RentalCount count) => _range = new BufferRange(buffer, count);

    public BufferUse Judge(ILocalReferenceOperation mention)
    {
        switch (mention.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: "Length" } length when !GivesItsName(length):
                return BufferUse.Neutral(mention, new UseRewrite((ExpressionSyntax)length.Syntax, UseRewriteKind.Length));
            case IArrayElementReferenceOperation element when element.ArrayReference == mention:
                return Element(mention, element);
            case IArgumentOperation argument:
                return Argument(mention, argument);
            case IConversionOperation { Parent: IArgumentOperation argument } conversion when IsView(conversion.Type):
                return View(mention, conversion, argument, new UseRewrite((ExpressionSyntax)mention.Syntax, WholeRewrite(conversion.Type)), isAll: true, isWritten: false);
            default:
                return BufferUse.Refused(mention, RentalObstacle.Of(mention));
        }
    }

    private BufferUse Element(ILocalReferenceOperation mention, IArrayElementReferenceOperation element)
    {
        if (element.Indices.Length != 1 || !_range.HasIndex(element.Indices[0]))
        {
            return BufferUse.Refused(mention, $"'{SourceText.Of(element)}' is not known to lie within its length");
        }

        var isPlainWrite = element.Parent is ISimpleAssignmentOperation { IsRef: false } assignment && assignment.Target == element;
        var isTakenByReference = element.Parent is IArgumentOperation { Parameter.RefKind: not RefKind.None } or IAddressOfOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } };
        if (isTakenByReference || element.Parent is IReturnOperation || element.Parent is ISimpleAssignmentOperation { IsRef: true })
        {
            return BufferUse.Refused(mention, $"'{SourceText.Of(element)}' is taken by reference");
        }

        return isPlainWrite
            ? BufferUse.Writing(mention, fillsAll: false, rewrite: null, isAwaited: false)
            : BufferUse.Observing(mention, isWritten: false, rewrite: null, isAwaited: false);
    }

    private BufferUse Argument(ILocalReferenceOperation mention, IArgumentOperation argument)
    {
        if (argument.Parent is not IInvocationOperation call || argument.Parameter is not { RefKind: RefKind.None } parameter || parameter.Type is not IArrayTypeSymbol)
        {
            return argument.Parent is IInvocationOperation slice && BufferFlow.IsSlice(slice) ? Slice(mention, slice) : BufferUse.Refused(mention, RentalObstacle.Of(mention));
        }

        if (BufferFlow.IsSlice(call))
        {
            return Slice(mention, call);
        }

        var (offset, count) = BufferFlow.RangeAfter(call, argument);
        if (offset is not null && count is not null && BufferCalls.Borrows(call.TargetMethod))
        {
            return _range.Fits(offset, count)
                ? Call(mention, call, rewrite: null, _range.IsAll(offset, count), _range.IsWritten(offset, count))
                : BufferUse.Refused(mention, $"'{SourceText.Of(count)}' is not known to lie within its length");
        }

        return offset is null && BufferCalls.HasSpanTwin(call.TargetMethod)
            ? Call(mention, call, new UseRewrite((ExpressionSyntax)mention.Syntax, UseRewriteKind.WholeSpan), isAll: true, isWritten: false)
            : BufferUse.Refused(mention, RentalObstacle.Of(mention));
    }

    private BufferUse Slice(ILocalReferenceOperation mention, IInvocationOperation slice)
    {
        UseRewrite? rewrite = null;
        var isAll = false;
        var isWritten = false;
        switch (slice.Arguments.Length)
        {
            case 1:
                rewrite = new UseRewrite((ExpressionSyntax)slice.Syntax, UseRewriteKind.SliceToEnd);
                isAll = true;
                break;
            case 2:
                if (slice.Arguments[1].Value.Syntax is not (IdentifierNameSyntax or LiteralExpressionSyntax))
                {
                    return BufferUse.Refused(mention, $"'{SourceText.Of(slice)}' would evaluate its start twice");
                }

                rewrite = new UseRewrite((ExpressionSyntax)slice.Syntax, UseRewriteKind.SliceToEnd);
                break;
            default:
                var (offset, count) = (slice.Arguments[1].Value, slice.Arguments[2].Value);
                if (!_range.Fits(offset, count))
                {
                    return BufferUse.Refused(mention, $"'{SourceText.Of(count)}' is not known to lie within its length");
                }

                isAll = _range.IsAll(offset, count);
                isWritten = _range.IsWritten(offset, count);
                break;
        }

        var parent = slice.Parent;
        while (parent is IConversionOperation conversion && IsView(conversion.Type))
        {
            parent = conversion.Parent;
        }

        return parent switch
        {
            IArgumentOperation argument => View(mention, slice, argument, rewrite, isAll, isWritten),
            IInvocationOperation call when call.Instance == slice && IsPlainResult(call.TargetMethod) && slice.TargetMethod.Name == "AsSpan" =>
                call.TargetMethod.Name is "Clear" or "Fill"
                    ? BufferUse.Writing(mention, isAll, rewrite, isAwaited: false)
                    : BufferUse.Observing(mention, isWritten, rewrite, isAwaited: false),
            _ => BufferUse.Refused(mention, $"'{SourceText.Of(slice)}' may outlive the rental"),
        };
    }

    /// <summary>A span cannot be kept by the method it is given to; memory can, so that needs a method that is known.</summary>
    private static BufferUse View(ILocalReferenceOperation mention, IOperation view, IArgumentOperation argument, UseRewrite? rewrite, bool isAll, bool isWritten)
    {
        var isSpan = argument.Parameter?.Type is { } type && IsSpan(type);
        switch (argument.Parent)
        {
            case IInvocationOperation call when isSpan && IsPlainResult(call.TargetMethod) && call.Instance?.Type?.IsRefLikeType != true:
            case IInvocationOperation known when !isSpan && BufferCalls.Borrows(known.TargetMethod):
                return Call(mention, (IInvocationOperation)argument.Parent, rewrite, isAll, isWritten);
            case IObjectCreationOperation { Type.IsRefLikeType: false } when isSpan:
                return BufferUse.Observing(mention, isWritten, rewrite, isAwaited: false);
            default:
                return BufferUse.Refused(mention, $"'{SourceText.Of(view)}' may outlive the rental");
        }
    }

    private static BufferUse Call(ILocalReferenceOperation mention, IInvocationOperation call, UseRewrite? rewrite, bool isAll, bool isWritten)
    {
        var isTask = BufferFlow.ReturnsTask(call);
        if (isTask && !BufferFlow.IsAwaited(call))
        {
            return BufferUse.Refused(mention, $"the task of '{SourceText.Of(call)}' is not awaited at once");
        }

        return BufferCalls.Counts(call.TargetMethod) || BufferCalls.Fills(call.TargetMethod)
            ? BufferUse.Writing(mention, isAll && BufferCalls.Fills(call.TargetMethod), rewrite, isTask)
            : BufferUse.Observing(mention, isWritten, rewrite, isTask);
    }

    /// <summary>The expression is more than its value: it names a member of an anonymous type or a tuple, or stands in <c>nameof</c>.</summary>
    private static bool GivesItsName(IPropertyReferenceOperation length) =>
        length.Syntax.Parent is AnonymousObjectMemberDeclaratorSyntax { NameEquals: null }
            or ArgumentSyntax { Parent: TupleExpressionSyntax, NameColon: null }
        || length.Parent is INameOfOperation;

    internal static bool IsPlainResult(IMethodSymbol method) =>
        !method.ReturnType.IsRefLikeType
        && !method.ReturnsByRef
        && !method.ReturnsByRefReadonly
        && !method.Parameters.Any(parameter => parameter.RefKind != RefKind.None && parameter.Type.IsRefLikeType);

    private static bool IsView(ITypeSymbol? type) => type is { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", ContainingNamespace.Name: "System" };

    private static bool IsSpan(ITypeSymbol type) => IsView(type) && type.IsRefLikeType;

    private static UseRewriteKind WholeRewrite(ITypeSymbol? type) => type is { IsRefLikeType: true } ? UseRewriteKind.WholeSpan : UseRewriteKind.WholeMemory;
}
