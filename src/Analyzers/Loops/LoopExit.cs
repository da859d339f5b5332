using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Loops;

/// <summary>Where control leaves a loop.</summary>
internal static class LoopExit
{
    /// <summary>
    /// Whether the loop always ends after <paramref name="place"/> has run, as in a search or a retry: then what is done
    /// there is done once.
    /// </summary>
    public static bool IsTakenAfter(SyntaxNode place, SyntaxNode loop)
    {
        for (var node = place; node != loop && node.Parent is { } parent; node = parent)
        {
            var statements = parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => default,
            };
            var following = statements.SkipWhile(statement => statement != node).ToList();
            var last = following.FindIndex(statement => Leaves(statement, loop));
            if (last >= 0)
            {
                return !following.Take(last).Any(statement => ContinuesIn(statement, loop));
            }

            if (node is ReturnStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax { Expression: null })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything in its body ends the loop before its header does.</summary>
    public static bool IsLeftEarly(SyntaxNode loop) =>
        Own(loop).Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null }
            || (node is BreakStatementSyntax jump && TargetOf(jump) == loop));

    private static bool Leaves(StatementSyntax statement, SyntaxNode loop) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax or YieldStatementSyntax { Expression: null } => true,
        BreakStatementSyntax jump => Encloses(TargetOf(jump), loop),
        BlockSyntax { Statements: { Count: > 0 } statements } => Leaves(statements.Last(), loop) && !statements.Any(inner => ContinuesIn(inner, loop)),
        IfStatementSyntax { Else: { } otherwise } branch => Leaves(branch.Statement, loop) && Leaves(otherwise.Statement, loop),
        TryStatementSyntax attempt => Leaves(attempt.Block, loop) && attempt.Catches.All(clause => Leaves(clause.Block, loop)),
        LockStatementSyntax guarded => Leaves(guarded.Statement, loop),
        UsingStatementSyntax guarded => Leaves(guarded.Statement, loop),
        _ => false,
    };

    private static bool ContinuesIn(StatementSyntax statement, SyntaxNode loop) =>
        statement.DescendantNodesAndSelf(IsSameFunction).OfType<ContinueStatementSyntax>().Any(jump => jump.Ancestors().FirstOrDefault(IsLoop) == loop);

    private static IEnumerable<SyntaxNode> Own(SyntaxNode loop) => loop.DescendantNodes(IsSameFunction);

    private static SyntaxNode? TargetOf(BreakStatementSyntax jump) => jump.Ancestors().FirstOrDefault(node => IsLoop(node) || node is SwitchStatementSyntax);

    private static bool Encloses(SyntaxNode? target, SyntaxNode loop) => target is not null && IsLoop(target) && target.Span.Contains(loop.Span);

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private static bool IsSameFunction(SyntaxNode node) => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
}
