using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Loops;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Growth;

/// <summary>Why a string has no limit, and what to do instead. Null in any field-less case: nothing is known.</summary>
internal sealed class TextGrowth
{
    private TextGrowth(string cause, string remedy)
    {
        Cause = cause;
        Remedy = remedy;
    }

    public string Cause { get; }

    public string Remedy { get; }

    public static TextGrowth? Of(IOperation operation) => operation switch
    {
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } append => OfAppend(append),
        IInvocationOperation { TargetMethod: { Name: "ToString", ContainingType.Name: "StringBuilder" }, Arguments.Length: 0 } call => OfBuilder(call),
        IInvocationOperation { TargetMethod: { Name: "Serialize" or "SerializeObject", ContainingType.Name: "JsonSerializer" or "JsonConvert" } } call => OfJson(call),
        IInvocationOperation { TargetMethod: { Name: "ToBase64String" or "ToHexString", ContainingType.Name: "Convert" } } call => OfEncoded(call),
        _ => null,
    };

    private static TextGrowth? OfAppend(ICompoundAssignmentOperation append) =>
        OpenSource(append, append.Target) is { } source
            ? new TextGrowth("it is copied with everything before it for each '" + source + "'", "write each piece to the destination, or append to a 'StringBuilder'")
            : null;

    /// <summary>The builder itself stays in blocks of at most 8,000 characters; the string made of it is one object.</summary>
    private static TextGrowth? OfBuilder(IInvocationOperation call)
    {
        if (Conversions.Strip(call.Instance!) is not ILocalReferenceOperation { Local: { } builder } reference)
        {
            return null;
        }

        var source = BodyIndex.Of(call).MentionsOf(builder).OfType<ILocalReferenceOperation>()
            .Where(use => use.Parent is IInvocationOperation { TargetMethod.Name: var name } && name.StartsWith("Append", StringComparison.Ordinal))
            .Select(use => OpenSource(use, reference))
            .FirstOrDefault(found => found is not null);
        return source is null ? null : new TextGrowth("the builder takes in all of '" + source + "'", "write the pieces to the destination as they come");
    }

    private static TextGrowth? OfJson(IInvocationOperation call) =>
        call.Type?.SpecialType == SpecialType.System_String
        && call.Arguments.FirstOrDefault()?.Value is { } value
        && IsMany(Conversions.Strip(value).Type)
        && ResultFlow.IsSent(call)
            ? new TextGrowth("it is the JSON of a whole collection", "return the collection itself, or serialize to the response's stream")
            : null;

    private static TextGrowth? OfEncoded(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault()?.Value is { } bytes && WholeContent.In(Conversions.Strip(bytes)) is { } content
            ? new TextGrowth($"it takes {(call.TargetMethod.Name == "ToHexString" ? "four" : "2.7")} times the bytes of '{content}'", "encode it in pieces, for example with a 'CryptoStream' and 'ToBase64Transform'")
            : null;

    private static string? OpenSource(IOperation use, IOperation target)
    {
        foreach (var loop in Iteration.All(use))
        {
            if (target is ILocalReferenceOperation { Local: { } local } && local.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.Span.Contains(declaration.Span)))
            {
                return null;
            }

            if (OpenEnded.SourceOf(loop) is { } source)
            {
                return source;
            }
        }

        return null;
    }

    private static bool IsMany(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || (type is INamedTypeSymbol named && type.SpecialType != SpecialType.System_String
            && (named.Name == "IEnumerable" || named.AllInterfaces.Any(candidate => candidate.SpecialType == SpecialType.System_Collections_IEnumerable))
            && !named.AllInterfaces.Any(candidate => candidate.Name is "IDictionary" or "IReadOnlyDictionary") && named.Name is not ("IDictionary" or "IReadOnlyDictionary"));
}
