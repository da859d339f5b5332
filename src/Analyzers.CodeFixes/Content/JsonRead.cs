using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// JSON that is read into a string only to be parsed: <c>JsonSerializer.Deserialize&lt;T&gt;(await reader.ReadToEndAsync())</c>, also
/// with the string in a variable of its own in the statement before.
/// </summary>
internal sealed class JsonRead
{
    private JsonRead(InvocationExpressionSyntax parse, ExpressionSyntax stream, ExpressionSyntax? token, bool isConfigured, LocalDeclarationStatementSyntax? text)
    {
        Parse = parse;
        Stream = stream;
        Token = token;
        IsConfigured = isConfigured;
        Text = text;
    }

    /// <summary>The call that parses the string.</summary>
    public InvocationExpressionSyntax Parse { get; }

    public ExpressionSyntax Stream { get; }

    public ExpressionSyntax? Token { get; }

    /// <summary>The read was awaited with <c>ConfigureAwait(false)</c>.</summary>
    public bool IsConfigured { get; }

    /// <summary>The statement that only holds the string, to be removed.</summary>
    public LocalDeclarationStatementSyntax? Text { get; }

    public static JsonRead? TryFind(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (model.GetOperation(place, cancellationToken) is not IInvocationOperation read || StreamOf(read) is not { } stream || AwaitOf(read) is not { } awaited)
        {
            return null;
        }

        var text = TextOf(awaited);
        var value = text is null ? awaited : OnlyUse(text, awaited);
        if (value is null
            || value.Parent is not IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation parse }
            || !IsJson(parse.TargetMethod)
            || parse.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } syntax
            || parse.Arguments.Any(argument => argument.Syntax is ArgumentSyntax { NameColon: not null }))
        {
            return null;
        }

        var declaration = text is null ? null : awaited.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>();
        if (text is not null && (!IsNextStatement(declaration, syntax) || Directives.Part(new StatementSyntax[] { declaration!, syntax.FirstAncestorOrSelf<StatementSyntax>()! })))
        {
            return null;
        }

        var token = read.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "CancellationToken" && argument.ArgumentKind == ArgumentKind.Explicit)?.Value.Syntax as ExpressionSyntax;
        return new JsonRead(syntax, stream, token, IsWithoutContext(awaited), declaration);
    }

    private static ExpressionSyntax? StreamOf(IInvocationOperation read)
    {
        if (read.TargetMethod.Name != "ReadToEndAsync" || read.Instance is not { } reader)
        {
            return null;
        }

        if (reader is IObjectCreationOperation direct)
        {
            return IsUtf8Reader(direct) && direct.Syntax is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } ? arguments[0].Expression : null;
        }

        // The reader's own buffer must still be empty: nothing else may have read from it.
        return reader is ILocalReferenceOperation { Local: { } local } reference
            && LocalValues.SingleOf(local, reference) is { } value
            && Conversions.Strip(value) is IObjectCreationOperation creation
            && local.Type.Name == "StreamReader"
            && IsUtf8Reader(creation)
            && MentionsOf(local, reference).Count == 1
                ? SyntaxFactory.ParseExpression(local.Name + ".BaseStream")
                : null;
    }

    private static bool IsUtf8Reader(IObjectCreationOperation creation) =>
        creation.Type is { Name: "StreamReader", ContainingNamespace.Name: "IO" }
        && creation.Arguments.Length > 0
        && creation.Arguments[0].Parameter is { Name: "stream" }
        && creation.Arguments.Where(argument => argument.Parameter?.Name == "encoding" && argument.ArgumentKind == ArgumentKind.Explicit)
            .All(argument => argument.Value is IPropertyReferenceOperation { Property.Name: "UTF8" })
        && creation.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit).All(argument => argument.Parameter?.Name is "stream" or "encoding" or "leaveOpen");

    private static IAwaitOperation? AwaitOf(IInvocationOperation read) => read.Parent switch
    {
        IAwaitOperation awaited => awaited,
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Parent: IAwaitOperation awaited } => awaited,
        _ => null,
    };

    private static bool IsWithoutContext(IAwaitOperation awaited) =>
        awaited.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } configured
        && configured.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: false };

    private static ILocalSymbol? TextOf(IAwaitOperation awaited) =>
        awaited.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } ? local : null;

    private static IOperation? OnlyUse(ILocalSymbol text, IOperation within) => MentionsOf(text, within) is { Count: 1 } uses ? uses[0] : null;

    private static bool IsNextStatement(LocalDeclarationStatementSyntax? declaration, SyntaxNode parse) =>
        declaration is { Parent: BlockSyntax block, Declaration.Variables.Count: 1 }
        && parse.FirstAncestorOrSelf<StatementSyntax>() is { } statement
        && statement is LocalDeclarationStatementSyntax or ReturnStatementSyntax or ExpressionStatementSyntax
        && statement.Parent == block
        && block.Statements.IndexOf(statement) == block.Statements.IndexOf(declaration) + 1
        && !parse.Ancestors().TakeWhile(node => node != statement).Any(node => node is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or InvocationExpressionSyntax);

    private static bool IsJson(IMethodSymbol method) =>
        method.ContainingNamespace.ToDisplayString() == "System.Text.Json"
        && method.Parameters is { Length: > 0 } parameters
        && parameters[0].Type.SpecialType == SpecialType.System_String
        && method is { Name: "Deserialize", ContainingType.Name: "JsonSerializer" } or { Name: "Parse", ContainingType.Name: "JsonDocument" };

    private static List<ILocalReferenceOperation> MentionsOf(ILocalSymbol local, IOperation within) =>
        LocalValues.Root(within).Descendants().OfType<ILocalReferenceOperation>().Where(mention => SymbolEqualityComparer.Default.Equals(mention.Local, local)).ToList();
}
