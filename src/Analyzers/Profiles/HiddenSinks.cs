using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Calls that write to something of which nobody can see what it is: a writer, or a stream that is only known as one. A growing array may be behind it.</summary>
internal static class HiddenSinks
{
    private static readonly ImmutableArray<string> OnReceiver = ImmutableArray.Create("Write", "Append", "Flush");
    private static readonly ImmutableArray<string> OnArgument = ImmutableArray.Create("Write", "Serialize", "CopyTo", "Save");
    private static readonly ImmutableHashSet<string> Writers = ImmutableHashSet.Create("TextWriter", "BinaryWriter", "XmlWriter", "Utf8JsonWriter", "IBufferWriter");

    public static bool IsWritten(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var name = AllocationText.CalledName(call) ?? "";
        return (call.Expression is MemberAccessExpressionSyntax access && Says(name, OnReceiver) && IsSink(model.GetTypeInfo(access.Expression, cancellationToken).Type))
            || (Says(name, OnArgument) && call.ArgumentList.Arguments.Any(argument => IsSink(model.GetTypeInfo(argument.Expression, cancellationToken).Type)));
    }

    private static bool Says(string name, ImmutableArray<string> words) => words.Any(word => name.StartsWith(word, StringComparison.Ordinal));

    /// <summary>A stream of a known kind is what it says: one that does not grow is none.</summary>
    private static bool IsSink(ITypeSymbol? type)
    {
        if (type is { Name: "Stream" } && IsOfSystem(type))
        {
            return true;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Writers.Contains(current.Name) && IsOfSystem(current))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the base library has it.</summary>
    public static bool IsOfSystem(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true;
}
