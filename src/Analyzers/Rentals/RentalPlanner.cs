using System.Collections.Immutable;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rentals;

/// <summary>
/// Decides whether an array can be rented instead of created without changing what the program does, and how. The rule
/// asks to say what stands in the way, the fix asks to do it, so both always agree.
/// </summary>
internal static class RentalPlanner
{
    public static (RentalPlan? Plan, string? Obstacle) Plan(IOperation creation)
    {
        if (creation.SemanticModel is not { } model || Read(creation) is not var (elementType, countOperation) || RentalCount.TryRead(countOperation) is not { } count)
        {
            return (null, "it is not a one-dimensional array of a plain length");
        }

        if (!elementType.IsUnmanagedType || elementType.TypeKind == TypeKind.TypeParameter)
        {
            return (null, "its elements may hold references, which a pool would keep alive");
        }

        if (creation.Parent is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
            || local.Type is not IArrayTypeSymbol
            || creation.Syntax.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { } declaration
            || declaration.Declaration.Variables.Count != 1
            || declaration.Declaration.Variables[0].Initializer?.Value != creation.Syntax)
        {
            return (null, "it is not held in a local variable of its own");
        }

        if (declaration.Parent is not BlockSyntax block)
        {
            return (null, $"'{local.Name}' is not declared in a block of its own");
        }

        return PlanBlock(creation, model, local, elementType, count, declaration, block);
    }

    private static (RentalPlan? Plan, string? Obstacle) PlanBlock(
        IOperation creation,
        SemanticModel model,
        ILocalSymbol local,
        ITypeSymbol elementType,
        RentalCount count,
        LocalDeclarationStatementSyntax declaration,
        BlockSyntax block)
    {
        var judge = new BufferUses(local, count);
        var function = FunctionOf(creation);
        var uses = ImmutableArray.CreateBuilder<BufferUse>();
        foreach (var mention in LocalValues.Root(creation).DescendantsAndSelf().OfType<ILocalReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)))
        {
            var use = FunctionOf(mention) == function ? judge.Judge(mention) : BufferUse.Refused(mention, $"'{local.Name}' is captured by a lambda or local function");
            if (use.Obstacle is { } refused)
            {
                return (null, refused);
            }

            uses.Add(use);
        }

        var exits = BlockExits.TryFind(block, declaration, uses.ToImmutable(), model, out var obstacle);
        if (exits is null)
        {
            return (null, obstacle);
        }

        var rewrites = uses.Select(use => use.Rewrite).OfType<UseRewrite>().ToImmutableArray();
        var needsClear = creation is IArrayCreationOperation && uses.Any(use => use.ObservesUnwritten) && !IsFilledFirst(uses.ToImmutable(), block);
        return (new RentalPlan(declaration, elementType, count, rewrites, exits, needsClear), null);
    }

    private static (ITypeSymbol ElementType, IOperation Count)? Read(IOperation creation) => creation switch
    {
        IArrayCreationOperation { Initializer: null, DimensionSizes.Length: 1, Type: IArrayTypeSymbol array } created => (array.ElementType, created.DimensionSizes[0]),
        IInvocationOperation { TargetMethod: { Name: "AllocateUninitializedArray", TypeArguments.Length: 1 } method } call => (method.TypeArguments[0], call.Arguments[0].Value),
        _ => null,
    };

    /// <summary>The first statement that mentions the buffer overwrites all of it, whatever happens, before anything looks.</summary>
    private static bool IsFilledFirst(ImmutableArray<BufferUse> uses, BlockSyntax block)
    {
        var first = uses.OrderBy(use => use.Mention.Syntax.SpanStart).First(use => use.FillsAll || use.ObservesUnwritten);
        if (!first.FillsAll)
        {
            return false;
        }

        var statement = first.Mention.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        return statement is not null
            && statement.Parent == block
            && first.Mention.Syntax.Ancestors().TakeWhile(node => node != statement)
                .All(node => node is ArgumentSyntax or ArgumentListSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or AwaitExpressionSyntax);
    }

    private static IOperation? FunctionOf(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }
}
