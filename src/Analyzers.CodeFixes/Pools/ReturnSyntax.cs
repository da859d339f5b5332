using AppFrag.Analyzers.Common;
using AppFrag.Analyzers.Rentals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace AppFrag.Analyzers.Pools;

/// <summary>The statements that give a rental back.</summary>
internal sealed class ReturnSyntax
{
    private readonly string _statement;
    private readonly SyntaxGenerator _generator;
    private readonly FreeNames _names;
    private readonly SyntaxTrivia _endOfLine;

    private ReturnSyntax(string statement, SyntaxGenerator generator, FreeNames names, SyntaxTrivia endOfLine)
    {
        _statement = statement;
        _generator = generator;
        _names = names;
        _endOfLine = endOfLine;
    }

    public static ReturnSyntax For(ExpressionSyntax pool, string buffer, SyntaxNode place, Document document)
    {
        // As the file has it: the formatter leaves the end of a last line alone.
        var existing = place.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToString();
        return new ReturnSyntax(
            $"{pool.WithoutTrivia()}.Return({buffer});",
            SyntaxGenerator.GetGenerator(document),
            new FreeNames(place),
            SyntaxFactory.ElasticEndOfLine(existing.Length > 0 ? existing : "\n"));
    }

    public StatementSyntax Statement() => Parse(_statement);

    /// <summary>An exit with the return before it; a value that needs the buffer is worked out first.</summary>
    public IEnumerable<StatementSyntax> Before(BlockExit exit, StatementSyntax jump)
    {
        var leading = jump.GetLeadingTrivia();
        if (exit.EvaluatesFirst && jump is ReturnStatementSyntax { Expression: { } value } statement)
        {
            var result = _names.Take("result");
            yield return Holding(result, value, exit.ResultType).WithLeadingTrivia(leading);
            yield return Statement();
            yield return statement.WithExpression(SyntaxFactory.IdentifierName(result)).WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation);
            yield break;
        }

        yield return Statement().WithLeadingTrivia(leading);
        yield return jump.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private LocalDeclarationStatementSyntax Holding(string name, ExpressionSyntax value, ITypeSymbol? type)
    {
        var declaration = (LocalDeclarationStatementSyntax)Parse($"var {name} = {value.WithoutTrivia()};");
        return type is null
            ? declaration
            : declaration.ReplaceNode(declaration.Declaration.Type, ((TypeSyntax)_generator.TypeExpression(type, addImport: true)).WithTriviaFrom(declaration.Declaration.Type)
                .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation));
    }

    private StatementSyntax Parse(string text) => SyntaxFactory.ParseStatement(text).WithTrailingTrivia(_endOfLine).WithAdditionalAnnotations(Formatter.Annotation);
}
