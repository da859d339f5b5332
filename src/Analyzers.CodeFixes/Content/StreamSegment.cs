using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// One <c>memory.ToArray()</c> whose copy is only looked at by one call, so that the call can look at the stream's own array.
/// </summary>
internal sealed class StreamSegment
{
    private StreamSegment(InvocationExpressionSyntax copy, IdentifierNameSyntax stream, StatementSyntax statement, bool isMemory)
    {
        Copy = copy;
        Stream = stream;
        Statement = statement;
        IsMemory = isMemory;
    }

    public InvocationExpressionSyntax Copy { get; }

    public IdentifierNameSyntax Stream { get; }

    /// <summary>The statement in a block that has the call; the buffer is asked for right before it.</summary>
    public StatementSyntax Statement { get; }

    public bool IsMemory { get; }

    public static StreamSegment? TryFind(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (model.GetOperation(place, cancellationToken) is not IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType.Name: "MemoryStream" } } copy
            || copy.Instance is not ILocalReferenceOperation { Local: { } local, Syntax: IdentifierNameSyntax name }
            || !HasOpenBuffer(local, copy)
            || Conversions.Consumer(copy) is not IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } argument
            || copy.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax } statement
            || statement is not (ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax)
            || model.LookupNamespacesAndTypes(copy.Syntax.SpanStart, name: "MemoryExtensions").IsEmpty
            || !IsQuiet(statement, copy, local))
        {
            return null;
        }

        if (BufferFlow.ReturnsTask(call) && !BufferFlow.IsAwaited(call))
        {
            return null;
        }

        var isSpan = parameter.Type.IsRefLikeType ? BufferUses.IsPlainResult(call.TargetMethod) && call.Instance?.Type?.IsRefLikeType != true
            : parameter.Type is IArrayTypeSymbol && BufferFlow.RangeAfter(call, argument).Count is null && BufferCalls.HasSpanTwin(call.TargetMethod);
        var isMemory = parameter.Type is { Name: "ReadOnlyMemory", ContainingNamespace.Name: "System" } && BufferCalls.Borrows(call.TargetMethod);
        return isSpan || isMemory ? new StreamSegment((InvocationExpressionSyntax)copy.Syntax, name, statement, isMemory) : null;
    }

    /// <summary>Made here without an array of somebody else's, so that <c>TryGetBuffer</c> always succeeds, on a closed stream as well.</summary>
    private static bool HasOpenBuffer(ILocalSymbol local, IOperation within) =>
        LocalValues.SingleOf(local, within) is { } value
        && Conversions.Strip(value) is IObjectCreationOperation { Type: { Name: "MemoryStream", ContainingNamespace.Name: "IO" } } creation
        && creation.Arguments.All(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32);

    /// <summary>Nothing in the statement can write to the stream between asking for its buffer and the end of the call.</summary>
    private static bool IsQuiet(StatementSyntax statement, IInvocationOperation copy, ILocalSymbol local)
    {
        var wrappers = Mentions(local, copy).Select(mention => mention.Syntax)
            .SelectMany(mention => mention.Ancestors().OfType<VariableDeclaratorSyntax>().Take(1))
            .Select(declarator => declarator.Identifier.ValueText)
            .ToList();
        foreach (var operation in LocalValues.Root(copy).Descendants().Where(operation => statement.Span.Contains(operation.Syntax.Span)))
        {
            var isOutside = !operation.Syntax.Span.Contains(copy.Syntax.Span);
            switch (operation)
            {
                case ILocalReferenceOperation other when other != copy.Instance && SymbolEqualityComparer.Default.Equals(other.Local, local):
                case ILocalReferenceOperation wrapper when wrapper != copy.Instance && wrappers.Contains(wrapper.Local.Name) && !IsDeclaredIn(wrapper.Local, statement):
                case IInvocationOperation or IObjectCreationOperation or IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation or IAnonymousFunctionOperation when isOutside:
                    return false;
            }
        }

        return !copy.Syntax.Ancestors().TakeWhile(node => node != statement).Any(node => node is AnonymousFunctionExpressionSyntax);
    }

    private static bool IsDeclaredIn(ILocalSymbol local, SyntaxNode node) => local.DeclaringSyntaxReferences.Any(reference => node.Span.Contains(reference.Span));

    private static IEnumerable<ILocalReferenceOperation> Mentions(ILocalSymbol local, IOperation within) =>
        LocalValues.Root(within).Descendants().OfType<ILocalReferenceOperation>().Where(mention => SymbolEqualityComparer.Default.Equals(mention.Local, local));
}
