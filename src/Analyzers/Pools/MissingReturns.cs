using System.Collections.Immutable;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Where a rental that gets lost has to be returned, if that is plain to see. The rule asks to say what stands in the way, the fix asks to do it,
/// so both always agree.
/// </summary>
internal sealed class MissingReturns
{
    private MissingReturns(LocalDeclarationStatementSyntax declaration, ExpressionSyntax pool, ImmutableArray<BlockExit> exits, bool atEnd)
    {
        Declaration = declaration;
        Pool = pool;
        Exits = exits;
        AtEnd = atEnd;
    }

    public LocalDeclarationStatementSyntax Declaration { get; }

    public BlockSyntax Block => (BlockSyntax)Declaration.Parent!;

    public string Buffer => Declaration.Declaration.Variables[0].Identifier.Text;

    /// <summary>The pool, as the rent names it.</summary>
    public ExpressionSyntax Pool { get; }

    public ImmutableArray<BlockExit> Exits { get; }

    public bool AtEnd { get; }

    public static MissingReturns? Plan(SyntaxNode rent, SemanticModel model, PoolTypes types, out string? obstacle)
    {
        obstacle = null;
        if (rent is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } pool } }
            || rent.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } declarator }
            || declaration.UsingKeyword != default
            || declaration.Parent is not BlockSyntax block
            || model.GetDeclaredSymbol(declarator) is not ILocalSymbol { Type: IArrayTypeSymbol } local
            || model.GetOperation(rent) is not { } operation)
        {
            obstacle = "it is not an array in a local variable of its own";
            return null;
        }

        if (!IsStable(pool, model))
        {
            obstacle = $"'{SourceText.Of(pool)}' may be another pool by then";
            return null;
        }

        var uses = ImmutableArray.CreateBuilder<BufferUse>();
        var returns = new List<ExpressionStatementSyntax>();
        foreach (var mention in LocalValues.Root(operation).DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)))
        {
            if (mention.Parent is IArgumentOperation { Parent: IInvocationOperation call } && types.IsReturn(call.TargetMethod) && call.Syntax.Parent is ExpressionStatementSyntax statement)
            {
                returns.Add(statement);
                continue;
            }

            var use = RentalLifetime.Judge(mention, block);
            if (use.Obstacle is not null)
            {
                obstacle = use.Obstacle;
                return null;
            }

            uses.Add(use);
        }

        var exits = BlockExits.TryFind(block, declaration, uses.ToImmutable(), model, out obstacle);
        if (exits is null)
        {
            return null;
        }

        var missing = exits.Jumps.Where(exit => !IsReturnedBefore(exit.Jump, returns, block)).ToImmutableArray();
        return new MissingReturns(declaration, pool, missing, exits.ReachesEnd && !returns.Any(statement => statement.Parent == block));
    }

    /// <summary>A property of a type, a field that is not assigned again, or a variable that is not.</summary>
    private static bool IsStable(ExpressionSyntax pool, SemanticModel model) => model.GetOperation(pool) switch
    {
        IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Shared" } } => true,
        IFieldReferenceOperation { Field.IsReadOnly: true } => true,
        ILocalReferenceOperation local => LocalValues.SingleOf(local.Local, local) is not null,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => !LocalValues.IsWritten(parameter.Parameter, parameter),
        _ => false,
    };

    private static bool IsReturnedBefore(StatementSyntax exit, List<ExpressionStatementSyntax> returns, BlockSyntax block) =>
        returns.Any(statement => statement.SpanStart < exit.SpanStart && statement.Parent is { } list && list.Span.Contains(exit.Span) && block.Span.Contains(list.Span));
}
