using System.Collections.Immutable;
using AppFrag.Analyzers.Rentals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether whoever is given a buffer may keep it and return it himself.</summary>
internal static class Ownership
{
    private static readonly ImmutableHashSet<string> KeepingMethods = ImmutableHashSet.Create("SetBuffer", "Add", "Enqueue", "Push", "TryAdd", "Insert", "TryWrite", "SetResult", "TrySetResult", "Exchange", "CompareExchange", "FromResult");

    public static bool MayBeTaken(IMethodSymbol method, IArgumentOperation argument, Value value, IOperation call, Callees? callees)
    {
        if (argument.Parameter is not { } parameter || value.Kind == ValueKind.Task)
        {
            return value.Kind == ValueKind.Task && !CombinesTasks(method);
        }

        if (parameter.Type.IsRefLikeType || value.Form == RentalForm.Stream)
        {
            return false;
        }

        if (value.Kind == ValueKind.Holder)
        {
            // A delegate that only looks at the buffer ends with the call, unless it is kept.
            return parameter.Type.TypeKind != TypeKind.Delegate || KeepingMethods.Contains(method.Name);
        }

        if (Views.IsInSystem(method))
        {
            var declared = parameter.OriginalDefinition.Type;
            return KeepingMethods.Contains(method.Name)
                || declared.SpecialType == SpecialType.System_Object
                || (declared.TypeKind == TypeKind.TypeParameter && !IsEnumeration(method))
                || (method.MethodKind == MethodKind.Constructor && value.Form == RentalForm.Itself && !BorrowsInConstructor(method));
        }

        if (callees?.Borrows(method, parameter) == true)
        {
            return false;
        }

        // A view doesn't make its holder the owner, if the call is over when it is awaited or returns.
        return value.Form == RentalForm.Itself || !(call is IInvocationOperation invocation && (!BufferFlow.ReturnsTask(invocation) || BufferFlow.IsAwaited(invocation)));
    }

    private static bool CombinesTasks(IMethodSymbol method) => method.Name is "WhenAll" && method.ContainingType.Name == "Task";

    private static bool IsEnumeration(IMethodSymbol method) => method.ContainingType.Name is "Enumerable" or "Parallel" or "MemoryExtensions" or "Array" or "Unsafe" or "MemoryMarshal";

    private static bool BorrowsInConstructor(IMethodSymbol constructor) =>
        constructor.ContainingType is { IsRefLikeType: true } or { SpecialType: SpecialType.System_String } or { Name: "Guid" or "BigInteger" or "Decimal" or "List" or "HashSet" };
}
