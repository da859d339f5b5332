using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace AppFrag.Analyzers.Rentals;

/// <summary>Applies a plan: rents, names the asked-for length where the whole length was meant, and returns at every exit.</summary>
internal sealed class RentalRewriter : CSharpSyntaxRewriter
{
    private readonly RentalPlan _plan;
    private readonly RentalSyntax _syntax;
    private readonly ImmutableDictionary<SyntaxNode, UseRewriteKind> _uses;
    private readonly ImmutableDictionary<SyntaxNode, BlockExit> _exits;

    public RentalRewriter(RentalPlan plan, RentalSyntax syntax)
    {
        _plan = plan;
        _syntax = syntax;
        _uses = plan.Rewrites.ToImmutableDictionary(use => (SyntaxNode)use.Node, use => use.Kind);
        _exits = plan.Exits.Jumps.ToImmutableDictionary(exit => (SyntaxNode)exit.Jump);
    }

    public SyntaxNode Rewrite(SyntaxNode root)
    {
        var block = _plan.Declaration.Parent!;
        return root.ReplaceNode(block, Visit(block)!);
    }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (_uses.TryGetValue(node, out var kind))
        {
            return _syntax.Use(kind, node);
        }

        var visited = base.Visit(node);
        return _exits.TryGetValue(node, out var exit) && node.Parent is not (BlockSyntax or SwitchSectionSyntax)
            ? SyntaxFactory.Block(_syntax.Exit(exit, (StatementSyntax)visited!)).WithTrailingTrivia(node.GetTrailingTrivia())
                .WithAdditionalAnnotations(Formatter.Annotation)
            : visited;
    }

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var statements = Rewritten(node.Statements).ToList();
        if (node == _plan.Declaration.Parent && _plan.Exits.ReachesEnd)
        {
            statements.Add(_syntax.Return());
        }

        return node.WithStatements(SyntaxFactory.List(statements));
    }

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) =>
        ((SwitchSectionSyntax)base.VisitSwitchSection(node)!).WithStatements(SyntaxFactory.List(Rewritten(node.Statements)));

    private IEnumerable<StatementSyntax> Rewritten(SyntaxList<StatementSyntax> statements)
    {
        foreach (var statement in statements)
        {
            if (statement == _plan.Declaration)
            {
                foreach (var part in _syntax.Declaration())
                {
                    yield return part;
                }

                continue;
            }

            var visited = (StatementSyntax)Visit(statement)!;
            if (_exits.TryGetValue(statement, out var exit))
            {
                foreach (var part in _syntax.Exit(exit, visited))
                {
                    yield return part;
                }

                continue;
            }

            yield return visited;
        }
    }
}
