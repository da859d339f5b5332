using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Sizes;

/// <summary>
/// Where a body mentions its variables. Nearly every question that the rules ask is about the mentions of one variable, so a body is
/// gone through once for all questions of all rules.
/// </summary>
internal sealed class BodyIndex
{
    private static readonly ConditionalWeakTable<IOperation, BodyIndex> Bodies = new();

    private readonly Dictionary<ISymbol, List<IOperation>> _mentions = new(SymbolEqualityComparer.Default);

    private BodyIndex(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            HasLoops |= operation is ILoopOperation;
            var variable = operation switch
            {
                ILocalReferenceOperation reference => reference.Local,
                IVariableDeclaratorOperation declarator => declarator.Symbol,
                IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
                IParameterReferenceOperation reference => reference.Parameter,
                _ => null,
            };
            if (variable is null)
            {
                continue;
            }

            if (!_mentions.TryGetValue(variable, out var mentions))
            {
                _mentions.Add(variable, mentions = new List<IOperation>());
            }

            mentions.Add(operation);
        }
    }

    public bool HasLoops { get; }

    /// <summary>The index of the whole body that <paramref name="within"/> is in.</summary>
    public static BodyIndex Of(IOperation within) => Bodies.GetValue(LocalValues.Root(within), root => new BodyIndex(root));

    /// <summary>References, the declaration, and patterns that declare it, in the order of the operations.</summary>
    public IReadOnlyList<IOperation> MentionsOf(ISymbol variable) =>
        _mentions.TryGetValue(variable, out var mentions) ? mentions : Array.Empty<IOperation>();
}
