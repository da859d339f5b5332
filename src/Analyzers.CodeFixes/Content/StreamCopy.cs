using System.Collections.Immutable;
using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// A stream that is copied into memory only to be written, as a whole and right away, to another one:
/// <c>await source.CopyToAsync(memory); var bytes = memory.ToArray(); await target.WriteAsync(bytes);</c>
/// </summary>
internal sealed class StreamCopy
{
    private StreamCopy(StatementSyntax copy, ArgumentSyntax buffered, ExpressionSyntax target, ImmutableArray<StatementSyntax> needless)
    {
        Copy = copy;
        Buffered = buffered;
        Target = target;
        Needless = needless;
    }

    /// <summary>The statement that copies into memory, and stays.</summary>
    public StatementSyntax Copy { get; }

    /// <summary>The argument that is the stream in memory, and becomes the target.</summary>
    public ArgumentSyntax Buffered { get; }

    public ExpressionSyntax Target { get; }

    /// <summary>The statements around it that go: the stream in memory, its content, and the write.</summary>
    public ImmutableArray<StatementSyntax> Needless { get; }

    public static StreamCopy? TryFind(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (model.GetOperation(place, cancellationToken) is not IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType.Name: "MemoryStream" }, Instance: ILocalReferenceOperation { Local: { } memory } } content
            || Declaration(memory, content) is not { } creation
            || Mentions(memory, content) is not { Count: 2 } mentions
            || mentions.FirstOrDefault(mention => mention != content.Instance) is not { } other
            || Conversions.Consumer(other) is not IArgumentOperation { Parameter.Type.Name: "Stream", Parent: IInvocationOperation { TargetMethod.Name: "CopyTo" or "CopyToAsync" } copy } buffered
            || !IsOfTheFramework(copy.TargetMethod)
            || !IsAtHand(copy.Instance ?? copy.Arguments[0].Value)
            || buffered.Syntax is not ArgumentSyntax argument)
        {
            return null;
        }

        var holder = content.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>();
        IOperation? whole = holder is null ? content : OnlyContent(content);
        if (whole is null
            || Conversions.Consumer(whole) is not IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod: { Name: "Write" or "WriteAsync", ContainingType.Name: "Stream" or "FileStream" or "NetworkStream" } } write }
            || !IsWhole(write, whole)
            || write.Instance is not { } target
            || !IsKnownTarget(target)
            || !IsSameWay(copy, write)
            || Reads(copy, target))
        {
            return null;
        }

        var steps = new StatementSyntax?[] { Statement(copy), holder, Statement(write) }.Where(step => step is not null).Cast<StatementSyntax>().ToImmutableArray();
        return AreConsecutive(steps, creation) && !IsCaught(steps[0]) && !Directives.Part(steps.Add(creation))
            ? new StreamCopy(steps[0], argument, (ExpressionSyntax)target.Syntax, steps.RemoveAt(0).Insert(0, creation))
            : null;
    }

    /// <summary>
    /// An upload that has arrived or a file that is open: reading it doesn't fail halfway because somebody at the other end went away. Where it may, the target would
    /// be left half written, which it was not before.
    /// </summary>
    private static bool IsAtHand(IOperation source) =>
        Conversions.Strip(source).Type is { ContainingNamespace: { } space } type
        && (type.Name, space.ToDisplayString()) is ("IFormFile" or "FormFile", "Microsoft.AspNetCore.Http") or ("FileStream", "System.IO");

    /// <summary>Writes to the stream it is given, and does nothing else with it.</summary>
    private static bool IsOfTheFramework(IMethodSymbol method) =>
        method.ContainingNamespace.ToDisplayString() is var space && (space == "System.IO" || space.StartsWith("System.IO.", StringComparison.Ordinal) || space is "System.Net.Http" or "Microsoft.AspNetCore.Http");

    private static LocalDeclarationStatementSyntax? Declaration(ILocalSymbol memory, IOperation within) =>
        LocalValues.SingleOf(memory, within) is { } value
        && Conversions.Strip(value) is IObjectCreationOperation { Type: { Name: "MemoryStream", ContainingNamespace.Name: "IO" }, Initializer: null } creation
        && creation.Arguments.All(argument => argument.Value.ConstantValue.HasValue)
        && creation.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables.Count: 1 } declaration
        && declaration.Declaration.Variables[0].Initializer?.Value == creation.Syntax
            ? declaration
            : null;

    /// <summary>The content's variable in the one call that takes it, where it is nothing but that.</summary>
    private static ILocalReferenceOperation? OnlyContent(IInvocationOperation content)
    {
        if (Conversions.Consumer(content) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
            || content.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1 })
        {
            return null;
        }

        var uses = Mentions(local, content).Where(use => use.Parent is not IPropertyReferenceOperation { Property.Name: "Length" }).ToList();
        return uses.Count == 1 && Mentions(local, content).All(use => use == uses[0] || use.Syntax.FirstAncestorOrSelf<StatementSyntax>() == uses[0].Syntax.FirstAncestorOrSelf<StatementSyntax>())
            ? uses[0]
            : null;
    }

    /// <summary><c>Write(bytes)</c> or <c>Write(bytes, 0, bytes.Length)</c>.</summary>
    private static bool IsWhole(IInvocationOperation write, IOperation whole)
    {
        var numbers = write.Arguments.Where(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32).Select(argument => argument.Value).ToList();
        return numbers.Count == 0
            || (numbers.Count == 2
                && numbers[0].ConstantValue is { HasValue: true, Value: 0 }
                && numbers[1] is IPropertyReferenceOperation { Property.Name: "Length", Instance: ILocalReferenceOperation { Local: { } local } }
                && whole is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(local, reference.Local));
    }

    /// <summary>
    /// A target that takes many small writes for one large one, and none for an empty one: not every stream does (one that compresses or encrypts may not).
    /// To name it must do nothing, because it is named earlier than before.
    /// </summary>
    private static bool IsKnownTarget(IOperation target) => target switch
    {
        IPropertyReferenceOperation { Property: { Name: "Body", ContainingType.Name: "HttpResponse" }, Instance: var response } => IsPlain(response),
        ILocalReferenceOperation or IParameterReferenceOperation => target.Type is { Name: "FileStream" or "NetworkStream", ContainingNamespace: { } space } && space.ToDisplayString() is "System.IO" or "System.Net.Sockets",
        _ => false,
    };

    private static bool IsPlain(IOperation? operation) => operation switch
    {
        null or IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IPropertyReferenceOperation { Property: { Name: "Response" or "HttpContext", ContainingType.ContainingNamespace: { } space }, Instance: var instance } =>
            space.ToDisplayString().StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && IsPlain(instance),
        _ => false,
    };

    /// <summary>Both wait or neither does, in the same context, and both are cancelled by the same token.</summary>
    private static bool IsSameWay(IInvocationOperation copy, IInvocationOperation write)
    {
        var isAsynchronous = BufferFlow.ReturnsTask(copy);
        return isAsynchronous == BufferFlow.ReturnsTask(write)
            && (!isAsynchronous || (BufferFlow.IsAwaited(copy) && BufferFlow.IsAwaited(write)))
            && IsConfigured(copy) == IsConfigured(write)
            && TokenOf(copy) == TokenOf(write)
            && copy.Arguments.All(argument => argument.ArgumentKind != ArgumentKind.Explicit || argument.Parameter?.Type.Name is "Stream" or "CancellationToken");
    }

    private static bool IsConfigured(IInvocationOperation call) => call.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" };

    private static string TokenOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.Name == "CancellationToken")?.Value.Syntax.ToString() ?? "";

    /// <summary>What is read is the target, or reads it.</summary>
    private static bool Reads(IInvocationOperation copy, IOperation target) =>
        copy.Descendants().Any(part => SymbolOf(part) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol, SymbolOf(target)));

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    private static ExpressionStatementSyntax? Statement(IInvocationOperation call) => call.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>();

    private static bool AreConsecutive(ImmutableArray<StatementSyntax> steps, StatementSyntax creation)
    {
        if (steps.Length < 2 || steps[0] is not ExpressionStatementSyntax { Parent: BlockSyntax block } || creation.Parent != block || steps[steps.Length - 1] is not ExpressionStatementSyntax)
        {
            return false;
        }

        var first = block.Statements.IndexOf(steps[0]);
        return !steps.Where((step, index) => step.Parent != block || block.Statements.IndexOf(step) != first + index).Any();
    }

    /// <summary>Code that goes on after a failure would find the target half written, which it was not before.</summary>
    private static bool IsCaught(StatementSyntax statement) =>
        statement.Ancestors().TakeWhile(node => node is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<TryStatementSyntax>().Any(attempt => attempt.Catches.Count > 0 && attempt.Block.Span.Contains(statement.Span));

    private static List<ILocalReferenceOperation> Mentions(ILocalSymbol local, IOperation within) =>
        LocalValues.Root(within).Descendants().OfType<ILocalReferenceOperation>().Where(mention => SymbolEqualityComparer.Default.Equals(mention.Local, local)).ToList();
}
