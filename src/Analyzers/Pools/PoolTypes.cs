using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>The pool types of a compilation, resolved once; without any of them there is nothing to check.</summary>
internal sealed class PoolTypes
{
    private static readonly ConditionalWeakTable<Compilation, PoolTypes> Known = new();

    private readonly INamedTypeSymbol? _arrayPool;
    private readonly INamedTypeSymbol? _memoryPool;
    private readonly INamedTypeSymbol? _memoryOwner;

    public PoolTypes(Compilation compilation)
    {
        Callees = new Callees(compilation);
        _arrayPool = compilation.GetTypeByMetadataName("System.Buffers.ArrayPool`1");
        _memoryPool = compilation.GetTypeByMetadataName("System.Buffers.MemoryPool`1");
        _memoryOwner = compilation.GetTypeByMetadataName("System.Buffers.IMemoryOwner`1");
    }

    /// <summary>The same for all rules, which ask about the same helpers.</summary>
    public static PoolTypes Of(Compilation compilation) => Known.GetValue(compilation, key => new PoolTypes(key));

    public Callees Callees { get; }

    public bool AreKnown => _arrayPool is not null || _memoryPool is not null;

    public bool IsRent(IMethodSymbol method) => method is { Name: "Rent", Parameters.Length: <= 1, IsStatic: false } && (IsArrayPool(method.ContainingType) || IsMemoryPool(method.ContainingType));

    public bool IsReturn(IMethodSymbol method) => method is { Name: "Return", Parameters.Length: 1 or 2, IsStatic: false } && IsArrayPool(method.ContainingType);

    /// <summary>The element type of <c>ArrayPool&lt;T&gt;</c> or of a type derived from it.</summary>
    public bool IsArrayPool(ITypeSymbol? type) => DerivesFrom(type, _arrayPool);

    public bool IsOwner(ITypeSymbol? type) =>
        _memoryOwner is not null && type is not null
        && (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, _memoryOwner)
            || type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, _memoryOwner)));

    private bool IsMemoryPool(ITypeSymbol? type) => DerivesFrom(type, _memoryPool);

    private static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol? pool)
    {
        for (var current = type; pool is not null && current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, pool))
            {
                return true;
            }
        }

        return false;
    }
}
