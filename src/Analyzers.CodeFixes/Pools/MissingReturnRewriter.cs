using System.Collections.Immutable;
using AppFrag.Analyzers.Rentals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AppFrag.Analyzers.Pools;

/// <summary>Puts the missing returns into the block of a rental.</summary>
internal sealed class MissingReturnRewriter : CSharpSyntaxRewriter
{
    private readonly MissingReturns _plan;
    private readonly ReturnSyntax _syntax;
    private readonly ImmutableDictionary<SyntaxNode, BlockExit> _exits;

    public MissingReturnRewriter(MissingReturns plan, ReturnSyntax syntax)
    {
        _plan = plan;
        _syntax = syntax;
        _exits = plan.Exits.ToImmutableDictionary(exit => (SyntaxNode)exit.Jump);
    }

    public SyntaxNode Rewrite(SyntaxNode root) => root.ReplaceNode(_plan.Block, Visit(_plan.Block)!);

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var visited = base.Visit(node);
        return node is not null && _exits.TryGetValue(node, out var exit) && node.Parent is not (BlockSyntax or SwitchSectionSyntax)
            ? SyntaxFactory.Block(_syntax.Before(exit, (StatementSyntax)visited!)).WithTrailingTrivia(node.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation)
            : visited;
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = Rewritten(node.Statements).ToList();
        if (node == _plan.Block && _plan.AtEnd)
        {
            statements.Add(_syntax.Statement());
        }

        return node.WithStatements(SyntaxFactory.List(statements));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) =>
        ((SwitchSectionSyntax)base.VisitSwitchSection(node)!).WithStatements(SyntaxFactory.List(Rewritten(node.Statements)));

    private IEnumerable<StatementSyntax> Rewritten(SyntaxList<StatementSyntax> statements) =>
        statements.SelectMany(statement => _exits.TryGetValue(statement, out var exit)
            ? _syntax.Before(exit, (StatementSyntax)Visit(statement)!)
            : new[] { (StatementSyntax)Visit(statement)! });
}
