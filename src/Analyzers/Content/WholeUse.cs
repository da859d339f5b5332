using System.Collections.Immutable;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>
/// Whether what was read is handed to code that takes nothing but one whole text or array: a signature check, a message,
/// a parser without a stream. Then the caller cannot stream without changing that code first.
/// </summary>
internal static class WholeUse
{
    /// <summary>Takers of <see cref="object"/> that keep it as it is.</summary>
    private static readonly ImmutableHashSet<string> Keepers = ImmutableHashSet.Create("InputFormatterResult", "ModelBindingResult");

    /// <summary>True when every use that takes the content takes it only whole.</summary>
    public static bool IsForced(IOperation value)
    {
        var forced = false;
        foreach (var use in Uses(value))
        {
            switch (Conversions.Consumer(use))
            {
                case IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter } argument:
                    if (IsTrivial(call.TargetMethod))
                    {
                        continue;
                    }

                    if (!TakesOnlyWhole(call.TargetMethod, parameter, argument))
                    {
                        return false;
                    }

                    forced = true;
                    break;
                case IArgumentOperation { Parent: IObjectCreationOperation { Constructor: { } constructor }, Parameter: { } parameter } argument:
                    if (!TakesOnlyWhole(constructor, parameter, argument))
                    {
                        return false;
                    }

                    forced = true;
                    break;
                case IInvalidOperation:
                    // A call whose target is unknown, as while somebody types: nothing speaks for streaming.
                    forced = true;
                    break;
            }
        }

        return forced;
    }

    private static IEnumerable<IOperation> Uses(IOperation value) => Conversions.Consumer(value) switch
    {
        ICoalesceOperation coalesce => Uses(coalesce),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => Uses(value, local),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => Uses(value, target.Local),
        _ => [value],
    };

    private static IEnumerable<IOperation> Uses(IOperation value, ILocalSymbol local) =>
        BodyIndex.Of(value).MentionsOf(local).OfType<ILocalReferenceOperation>();

    private static bool TakesOnlyWhole(IMethodSymbol method, IParameterSymbol parameter, IOperation argument) =>
        !IsParser(method)
        && !IsCopier(method.ContainingType)
        && (IsWhole(parameter.OriginalDefinition.Type) || Keepers.Contains(method.ContainingType.Name))
        && !method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(other => other.Parameters.Any(IsPiecewise));

    /// <summary>A parser of a format that can be read in pieces, whatever library or wrapper it is.</summary>
    private static bool IsParser(IMethodSymbol method) =>
        method.Name.StartsWith("Deserialize", StringComparison.Ordinal)
        || method.Name.StartsWith("FromJson", StringComparison.Ordinal)
        || (method.Name is "Parse" or "TryParse" or "LoadXml"
            && method.ContainingType.Name is "JObject" or "JArray" or "JToken" or "JsonNode" or "JsonDocument" or "JsonElement" or "XDocument" or "XElement" or "XmlDocument");

    /// <summary>What only wraps or copies the content again: it is needed whole no more than the copy is.</summary>
    private static bool IsCopier(INamedTypeSymbol type) =>
        type.Name is "StringReader" or "MemoryStream" or "StringContent" or "ByteArrayContent" or "ReadOnlyMemoryContent" or "FileContentResult" or "Encoding" or "Convert" or "File"
        || type.Name.EndsWith("Stream", StringComparison.Ordinal) || type.Name.EndsWith("Writer", StringComparison.Ordinal);

    /// <summary>Looks at the content and lets go of it: says nothing about why it was read.</summary>
    private static bool IsTrivial(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String
        || method.ContainingType.Name is "ILogger" or "Logger" or "Log" or "LoggerExtensions" or "Console" or "Debug" or "Trace" or "ArgumentNullException" or "ArgumentException";

    private static bool IsWhole(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte };

    private static bool IsPiecewise(IParameterSymbol parameter) => parameter.Type.Name is "Stream" or "TextReader" or "PipeReader" or "ReadOnlySequence";
}
