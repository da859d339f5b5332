using System.Collections.Immutable;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether whoever is given a buffer may keep it and return it himself.</summary>
internal static class Ownership
{
    private static readonly ImmutableHashSet<string> KeepingMethods = ImmutableHashSet.Create("SetBuffer", "Add", "Enqueue", "Push", "TryAdd", "Insert", "TryWrite", "SetResult", "TrySetResult", "Exchange", "CompareExchange", "FromResult");
    private static readonly ImmutableArray<string> StreamVerbs = ImmutableArray.Create("Copy", "Write", "Read", "Serialize", "Deserialize", "Save", "Load");

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

        // Whoever takes a stream reads it or writes to it; that there is an array to return in it, he cannot know.
        if (value.Kind == ValueKind.Holder && IsStream(parameter.OriginalDefinition.Type) && method.MethodKind != MethodKind.Constructor && !KeepingMethods.Contains(method.Name))
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

        if (ReadsInto(method, parameter) || callees?.Borrows(method, parameter) == true)
        {
            return false;
        }

        // A view doesn't make its holder the owner, if the call is over when it is awaited or returns.
        return value.Form == RentalForm.Itself || !(call is IInvocationOperation invocation && (!BufferFlow.ReturnsTask(invocation) || BufferFlow.IsAwaited(invocation)));
    }

    /// <summary>
    /// Of a call that doesn't bind only the name and what is written in it are known. By convention a buffer with a count is read into, and a
    /// stream is copied or written.
    /// </summary>
    public static bool MayBeTakenByUnbound(IOperation call, IOperation given)
    {
        var name = call.Syntax is InvocationExpressionSyntax invocation ? HandlerDelegates.NameOf(invocation) : "";
        var following = call.ChildOperations.SkipWhile(child => child != given).Skip(1).FirstOrDefault();
        return given.Type switch
        {
            IArrayTypeSymbol => !IsRead(name) || following?.Type?.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Int64),
            { Name: "MemoryStream" or "Stream" } => !StreamVerbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)),
            _ => true,
        };
    }

    /// <summary>The shape of <c>Stream.Read(buffer, offset, count)</c>: what it yields is how much it has put into the buffer.</summary>
    private static bool ReadsInto(IMethodSymbol method, IParameterSymbol parameter) =>
        IsRead(method.Name)
        && method.Parameters.Length > parameter.Ordinal + 1
        && method.Parameters[parameter.Ordinal + 1].Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64
        && (method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } results } ? results[0] : method.ReturnType).SpecialType
            is SpecialType.System_Int32 or SpecialType.System_Int64;

    private static bool IsRead(string name) => name.IndexOf("Read", StringComparison.Ordinal) >= 0 || name.StartsWith("Receive", StringComparison.Ordinal);

    private static bool IsStream(ITypeSymbol type) => type is { Name: "Stream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } };

    private static bool CombinesTasks(IMethodSymbol method) => method.Name is "WhenAll" && method.ContainingType.Name == "Task";

    private static bool IsEnumeration(IMethodSymbol method) => method.ContainingType.Name is "Enumerable" or "Parallel" or "MemoryExtensions" or "Array" or "Unsafe" or "MemoryMarshal";

    private static bool BorrowsInConstructor(IMethodSymbol constructor) =>
        constructor.ContainingType is { IsRefLikeType: true } or { SpecialType: SpecialType.System_String } or { Name: "Guid" or "BigInteger" or "Decimal" or "List" or "HashSet" };
}
