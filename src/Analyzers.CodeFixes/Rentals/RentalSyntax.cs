using AppFrag.Analyzers.Common;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace AppFrag.Analyzers.Rentals;

/// <summary>The pieces of syntax that a rental is made of.</summary>
internal sealed class RentalSyntax
{
    private readonly RentalPlan _plan;
    private readonly SyntaxGenerator _generator;
    private readonly TypeSyntax _pool;
    private readonly string? _countName;
    private readonly bool _isConstant;
    private readonly FreeNames _names;
    private readonly SyntaxTrivia _endOfLine;

    private RentalSyntax(RentalPlan plan, SyntaxGenerator generator, TypeSyntax pool, string? countName, bool isConstant, FreeNames names)
    {
        _plan = plan;
        _generator = generator;
        _pool = pool;
        _countName = countName;
        _isConstant = isConstant;
        _names = names;
        _endOfLine = LineEnd.Of(plan.Declaration.SyntaxTree.GetRoot());
    }

    private string Buffer => _plan.Variable.Identifier.Text;

    public static RentalSyntax For(RentalPlan plan, SemanticModel model, Document document)
    {
        var pool = model.Compilation.GetTypeByMetadataName("System.Buffers.ArrayPool`1")!.Construct(plan.ElementType);
        var generator = SyntaxGenerator.GetGenerator(document);
        var type = (TypeSyntax)generator.TypeExpression(pool, addImport: true);
        var isConstant = plan.Count.Constant is not null && plan.Rewrites.All(MayBeConstant);
        var needsName = (!plan.Count.IsRepeatable || (plan.Count.Constant is not null && !isConstant)) && (plan.Rewrites.Length > 0 || plan.NeedsClear);
        var names = new FreeNames(plan.Declaration);
        return new RentalSyntax(
            plan,
            generator,
            type.WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation),
            needsName ? names.Take(plan.Variable.Identifier.ValueText + "Length") : null,
            isConstant,
            names);
    }

    /// <summary>The declaration and what has to stand around it.</summary>
    public IEnumerable<StatementSyntax> Declaration()
    {
        var original = _plan.Declaration;
        var rent = ParseExpression($"Shared.Rent({(_countName is null ? CountAsInt() : _countName)})");
        var rented = PoolMember(rent).WithTriviaFrom(_plan.Variable.Initializer!.Value);
        var declaration = original.ReplaceNode(_plan.Variable.Initializer.Value, rented).WithAdditionalAnnotations(Formatter.Annotation);
        var clear = _plan.NeedsClear ? Statement($"{Buffer}.AsSpan(0, {CountText()}).Clear();") : null;
        if (_countName is not null)
        {
            var modifier = _isConstant ? "const int" : "var";
            yield return Statement($"{modifier} {_countName} = {CountAsInt()};").WithLeadingTrivia(original.GetLeadingTrivia());
            declaration = declaration.WithLeadingTrivia(SyntaxFactory.ElasticMarker);
        }

        yield return declaration;
        if (clear is not null)
        {
            yield return clear;
        }
    }

    /// <summary><c>ArrayPool&lt;T&gt;.Shared.Return(buffer);</c></summary>
    public StatementSyntax Return() =>
        SyntaxFactory.ExpressionStatement(PoolMember(ParseExpression($"Shared.Return({Buffer})")))
            .WithTrailingTrivia(_endOfLine)
            .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>An exit with the return to the pool before it.</summary>
    public IEnumerable<StatementSyntax> Exit(BlockExit exit, StatementSyntax rewritten)
    {
        var leading = rewritten.GetLeadingTrivia();
        if (exit.EvaluatesFirst && rewritten is ReturnStatementSyntax { Expression: { } value } statement)
        {
            var result = _names.Take("result");
            yield return Holding(result, value, exit.ResultType).WithLeadingTrivia(leading);
            yield return Return();
            yield return statement.WithExpression(SyntaxFactory.IdentifierName(result)).WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation);
        }
        else
        {
            yield return Return().WithLeadingTrivia(leading);
            yield return rewritten.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation);
        }
    }

    private LocalDeclarationStatementSyntax Holding(string name, ExpressionSyntax value, ITypeSymbol? type)
    {
        var declaration = (LocalDeclarationStatementSyntax)Statement($"var {name} = {value.WithoutTrivia().ToFullString()};");
        return type is null
            ? declaration
            : declaration.ReplaceNode(declaration.Declaration.Type, ((TypeSyntax)_generator.TypeExpression(type, addImport: true)).WithTriviaFrom(declaration.Declaration.Type)
                .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation));
    }

    public ExpressionSyntax Use(UseRewriteKind kind, SyntaxNode node) => (kind switch
    {
        UseRewriteKind.WholeSpan => ParseExpression($"{Buffer}.AsSpan(0, {CountText()})"),
        UseRewriteKind.WholeMemory => ParseExpression($"{Buffer}.AsMemory(0, {CountText()})"),
        UseRewriteKind.SliceToEnd => Slice((InvocationExpressionSyntax)node),
        _ => ParseExpression(CountText()),
    }).WithTriviaFrom(node);

    private InvocationExpressionSyntax Slice(InvocationExpressionSyntax slice)
    {
        var isExtension = slice.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: var receiver } } && receiver == Buffer;
        var arguments = slice.ArgumentList.Arguments;
        var start = arguments.Count == (isExtension ? 0 : 1) ? null : arguments.Last().Expression.WithoutTrivia().ToString();
        var added = start is null
            ? ParseArguments($"(0, {CountText()})")
            : ParseArguments($"({start}, {CountText()} - {start})");
        return slice.WithArgumentList(slice.ArgumentList.WithArguments(isExtension ? added : added.Insert(0, arguments[0])));
    }

    private static SeparatedSyntaxList<ArgumentSyntax> ParseArguments(string text) => SyntaxFactory.ParseArgumentList(text).Arguments;

    private string CountText() => _countName ?? _plan.Count.Expression.WithoutTrivia().ToString();

    private string CountAsInt()
    {
        var text = _plan.Count.Expression.WithoutTrivia().ToString();
        return _plan.Count.NeedsCast ? $"checked((int)({text}))" : text;
    }

    private ExpressionSyntax PoolMember(ExpressionSyntax member)
    {
        // "Shared.Rent(n)" with "Shared" replaced by "ArrayPool<T>.Shared".
        var shared = member.DescendantNodes().OfType<IdentifierNameSyntax>().First();
        return member.ReplaceNode(shared, SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, _pool, shared));
    }

    private static ExpressionSyntax ParseExpression(string text) => SyntaxFactory.ParseExpression(text).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>A length that becomes a constant may not compile where a variable did: <c>(byte)b.Length</c>, <c>b.Length * b.Length</c>.</summary>
    private static bool MayBeConstant(UseRewrite use) =>
        use.Kind != UseRewriteKind.Length
        || use.Node.Parent is ArgumentSyntax
        || use.Node.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax };

    private StatementSyntax Statement(string text) =>
        SyntaxFactory.ParseStatement(text).WithTrailingTrivia(_endOfLine).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
}
