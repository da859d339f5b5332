using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>Variables are known by their symbol, and what the control-flow graph holds in between by its capture id.</summary>
internal sealed class VariableComparer : IEqualityComparer<object?>
{
    public static readonly VariableComparer Instance = new();

    public static bool Equal(object? left, object? right) => ((IEqualityComparer<object?>)Instance).Equals(left, right);

    bool IEqualityComparer<object?>.Equals(object? left, object? right) => left is ISymbol symbol
        ? SymbolEqualityComparer.Default.Equals(symbol, right as ISymbol)
        : left is CaptureId first && right is CaptureId second && first.Equals(second);

    int IEqualityComparer<object?>.GetHashCode(object? value) =>
        value is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : value?.GetHashCode() ?? 0;
}
