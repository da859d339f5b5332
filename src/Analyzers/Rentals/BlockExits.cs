using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Rentals;

/// <summary>
/// Where control leaves the block of a rented buffer without an exception. The buffer goes back there and nowhere else:
/// after an exception an operation may still be working on it, and then to let it go is safe and to return it is not.
/// </summary>
internal sealed class BlockExits
{
    private BlockExits(ImmutableArray<BlockExit> jumps, bool reachesEnd)
    {
        Jumps = jumps;
        ReachesEnd = reachesEnd;
    }

    public ImmutableArray<BlockExit> Jumps { get; }

    public bool ReachesEnd { get; }

    /// <summary>Finds the exits after <paramref name="declaration"/>, or says what makes them unclear.</summary>
    public static BlockExits? TryFind(BlockSyntax block, LocalDeclarationStatementSyntax declaration, ImmutableArray<BufferUse> uses, SemanticModel model, out string? obstacle)
    {
        obstacle = null;
        var after = block.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(node => node.SpanStart > declaration.SpanStart)
            .ToList();
        if (after.Any(node => node is YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax or FixedStatementSyntax or RefExpressionSyntax))
        {
            obstacle = "control flow around it is not simple enough to see every exit";
            return null;
        }

        var mentions = uses.SelectMany(use => use.ViewMentions.Add(use.Mention)).Select(mention => mention.Syntax).ToImmutableArray();
        obstacle = uses.Where(use => use.IsAwaited).Any(use => MayGoOnAfterFailure(use.Mention.Syntax, block))
            ? "a failed asynchronous operation may still use it where the exception is caught"
            : null;

        var jumps = ImmutableArray.CreateBuilder<BlockExit>();
        foreach (var jump in after.OfType<StatementSyntax>().Where(statement => Leaves(statement, block)))
        {
            if (jump.Ancestors().TakeWhile(node => node != block).Any(node => node is CatchClauseSyntax))
            {
                continue;
            }

            // What is between an exit and the end of the function may still fail: disposing, or the returned value itself.
            var tries = jump.Ancestors().TakeWhile(node => node != block).OfType<TryStatementSyntax>().ToList();
            if (tries.Any(attempt => HandlersMention(attempt, mentions) || attempt.Catches.Any(MayGoOn)))
            {
                obstacle = $"'{Sizes.SourceText.Of(jump)}' is in a 'try' whose handlers go on";
            }

            var expression = (jump as ReturnStatementSyntax)?.Expression;
            var usesBuffer = expression is not null && mentions.Any(mention => expression.Span.Contains(mention.Span));
            if (usesBuffer && !CanBeHeld(expression!, model))
            {
                obstacle = $"the value of '{Sizes.SourceText.Of(jump)}' cannot be held in a variable";
            }

            jumps.Add(usesBuffer ? BlockExit.AfterValue(jump, TypeOf(expression!, model)) : BlockExit.At(jump));
        }

        var reachesEnd = model.AnalyzeControlFlow(declaration, block.Statements.Last()) is { Succeeded: true, EndPointIsReachable: true };
        return obstacle is null ? new BlockExits(jumps.ToImmutable(), reachesEnd) : null;
    }

    private static bool Leaves(StatementSyntax statement, BlockSyntax block) => statement switch
    {
        ReturnStatementSyntax => true,
        BreakStatementSyntax => !EnclosingNodes(statement, block).Any(node => IsLoop(node) || node is SwitchStatementSyntax),
        ContinueStatementSyntax => !EnclosingNodes(statement, block).Any(IsLoop),
        _ => false,
    };

    private static IEnumerable<SyntaxNode> EnclosingNodes(SyntaxNode node, BlockSyntax block) => node.Ancestors().TakeWhile(ancestor => ancestor != block);

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private static bool MayGoOnAfterFailure(SyntaxNode use, BlockSyntax block) =>
        EnclosingNodes(use, block).OfType<TryStatementSyntax>()
            .Any(attempt => attempt.Block.Span.Contains(use.Span) && attempt.Catches.Any(MayGoOn));

    private static bool MayGoOn(CatchClauseSyntax clause) => clause.Block.Statements.LastOrDefault() is not (ThrowStatementSyntax or ReturnStatementSyntax);

    private static bool HandlersMention(TryStatementSyntax attempt, ImmutableArray<SyntaxNode> mentions) =>
        mentions.Any(mention => !attempt.Block.Span.Contains(mention.Span) && attempt.Span.Contains(mention.Span));

    /// <summary>The value can be put in a variable first. What it declares is visible in the whole block either way.</summary>
    private static bool CanBeHeld(ExpressionSyntax expression, SemanticModel model) =>
        (model.GetTypeInfo(expression).Type ?? model.GetTypeInfo(expression).ConvertedType) is { IsRefLikeType: false, IsAnonymousType: false, TypeKind: not TypeKind.Error, SpecialType: not SpecialType.System_Void };

    /// <summary>The type to write, or null where <c>var</c> means the same.</summary>
    private static ITypeSymbol? TypeOf(ExpressionSyntax expression, SemanticModel model) =>
        model.GetTypeInfo(expression) is { Type: null } || expression is ImplicitObjectCreationExpressionSyntax || expression.IsKind(SyntaxKind.DefaultLiteralExpression)
            ? model.GetTypeInfo(expression).ConvertedType
            : null;
}
