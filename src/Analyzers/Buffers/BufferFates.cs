using System.Collections.Immutable;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>Follows a new buffer through the uses of the variable that holds it.</summary>
internal static class BufferFates
{
    /// <summary>Types of the base library whose methods are through with an array when they return or their task has ended.</summary>
    private static readonly ImmutableHashSet<string> Borrowers = ImmutableHashSet.Create(
        "Array", "Buffer", "Convert", "BitConverter", "Encoding", "Encoder", "Decoder", "Stream", "TextReader", "TextWriter", "BinaryReader", "BinaryWriter",
        "RandomAccess", "Socket", "WebSocket", "HashAlgorithm", "IncrementalHash", "ICryptoTransform", "RandomNumberGenerator", "Random", "Marshal",
        "MemoryExtensions", "Enumerable", "String", "Math", "StringBuilder", "BinaryPrimitives", "Utf8Formatter", "Utf8Parser", "XxHash64", "Crc32",
        "SHA1", "SHA256", "SHA512", "MD5", "Debug", "Console", "HttpResponseWritingExtensions", "PipeWriter", "StreamExtensions", "BrotliEncoder", "BrotliDecoder");

    public static BufferFate Of(IOperation creation) => Holder(creation) is { } local
        ? Mentions(local, creation).Select(Judge).DefaultIfEmpty(BufferFate.Stays).Max()
        : Judge(creation);

    /// <summary>The mentions of the variable that holds the buffer.</summary>
    public static IEnumerable<ILocalReferenceOperation> Uses(IOperation creation) =>
        Holder(creation) is { } local ? Mentions(local, creation) : Enumerable.Empty<ILocalReferenceOperation>();

    /// <summary>The local variable that the buffer is put into, by its declaration or by an assignment.</summary>
    public static ILocalSymbol? Holder(IOperation creation)
    {
        var value = creation;
        while (value.Parent is IConversionOperation conversion)
        {
            value = conversion;
        }

        return value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } declared } } => declared,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } assigned } } assignment when assignment.Value == value => assigned,
            _ => null,
        };
    }

    private static IEnumerable<ILocalReferenceOperation> Mentions(ILocalSymbol local, IOperation within) =>
        BodyIndex.Of(within).MentionsOf(local).OfType<ILocalReferenceOperation>();

    private static BufferFate Judge(IOperation value)
    {
        if (IsCaptured(value))
        {
            return BufferFate.Unclear;
        }

        return value.Parent switch
        {
            IConversionOperation conversion => Judge(conversion),
            IArgumentOperation argument => JudgeArgument(argument),
            IInvocationOperation call when call.Instance == value => IsSlice(call) ? JudgeView(call) : BufferFate.Stays,
            ISimpleAssignmentOperation assignment => assignment.Target == value ? BufferFate.Stays : assignment.Target is IDiscardOperation ? BufferFate.Stays : BufferFate.Leaves,
            ICoalesceAssignmentOperation or ICompoundAssignmentOperation => BufferFate.Leaves,
            IReturnOperation or IArrayInitializerOperation or ITupleOperation or IAnonymousObjectCreationOperation => BufferFate.Leaves,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.Type: { } type } } => type.IsRefLikeType ? BufferFate.Stays : BufferFate.Unclear,
            IMemberInitializerOperation or IObjectOrCollectionInitializerOperation or IFieldInitializerOperation or IPropertyInitializerOperation => BufferFate.Leaves,
            IConditionalOperation or ICoalesceOperation or ISwitchExpressionArmOperation or IAwaitOperation => BufferFate.Unclear,
            IArrayElementReferenceOperation or IPropertyReferenceOperation or IBinaryOperation or IIsPatternOperation or IForEachLoopOperation or ILockOperation => BufferFate.Stays,
            IConditionalAccessOperation or IExpressionStatementOperation or INameOfOperation or IUsingOperation => BufferFate.Stays,
            _ => BufferFate.Unclear,
        };
    }

    private static BufferFate JudgeArgument(IArgumentOperation argument)
    {
        if (argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
        {
            return BufferFate.Unclear;
        }

        switch (argument.Parent)
        {
            case IInvocationOperation call when IsSlice(call):
                return JudgeView(call);
            case IInvocationOperation call:
                return JudgeCall(call, parameter);
            case IObjectCreationOperation { Type: { } type } creation:
                return type.IsRefLikeType || type.SpecialType == SpecialType.System_String ? BufferFate.Stays
                    : type is { Name: "ArraySegment" or "Memory" or "ReadOnlyMemory", ContainingNamespace.Name: "System" } ? JudgeView(creation)
                    : type.Name.EndsWith("Stream", StringComparison.Ordinal) ? BufferFate.Unclear
                    : BufferFate.Leaves;
            default:
                return BufferFate.Unclear;
        }
    }

    private static BufferFate JudgeCall(IInvocationOperation call, IParameterSymbol parameter)
    {
        if (BufferFlow.ReturnsTask(call) && !BufferFlow.IsAwaited(call))
        {
            return BufferFate.Unclear;
        }

        var method = call.TargetMethod;
        if (method.Name is "Add" or "AddRange" or "Enqueue" or "Push" or "TryAdd" or "TryWrite" or "SetResult" or "TrySetResult" or "Append" or "Insert" or "AddLast" or "AddFirst")
        {
            return IsCopying(method) ? BufferFate.Stays : BufferFate.Leaves;
        }

        return BufferCalls.Borrows(method) || BufferCalls.HasSpanTwin(method) || parameter.Type.IsRefLikeType || IsBorrower(method.ContainingType) || IsBorrower(method.OriginalDefinition.ContainingType)
            ? BufferFate.Stays
            : BufferFate.Unclear;
    }

    /// <summary><c>StringBuilder.Append(chars)</c> and <c>List&lt;byte&gt;.AddRange(bytes)</c> copy the elements.</summary>
    private static bool IsCopying(IMethodSymbol method) => method.Name is "AddRange" || method.ContainingType.Name is "StringBuilder" or "IncrementalHash" or "XxHash64" or "Crc32";

    private static bool IsBorrower(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Borrowers.Contains(type.Name) && type.ContainingNamespace.ToDisplayString() is var space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A span cannot be kept, and neither can the view that a call takes which is known to be through with it.</summary>
    private static BufferFate JudgeView(IOperation view) =>
        view.Parent switch
        {
            _ when view.Type is { IsRefLikeType: true } => BufferFate.Stays,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } =>
                Mentions(local, view).Select(Judge).DefaultIfEmpty(BufferFate.Stays).Max(),
            _ => Judge(view),
        };

    private static bool IsSlice(IInvocationOperation call) =>
        call.TargetMethod.Name is "AsSpan" or "AsMemory" or "Slice" && call.TargetMethod.ContainingType.Name is "MemoryExtensions" or "Memory" or "Span";

    private static bool IsCaptured(IOperation value)
    {
        var local = (value as ILocalReferenceOperation)?.Local;
        if (local is null)
        {
            return false;
        }

        for (var parent = value.Parent; parent is not null; parent = parent.Parent)
        {
            var function = (parent as IAnonymousFunctionOperation)?.Symbol ?? (parent as ILocalFunctionOperation)?.Symbol;
            if (function is not null)
            {
                return !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, function);
            }
        }

        return false;
    }
}
