using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>The limit that attributes put on a request: <c>[RequestSizeLimit]</c> and <c>[RequestFormLimits]</c>.</summary>
internal static class RequestLimit
{
    /// <summary>Bytes, or null without such an attribute.</summary>
    public static long? Of(IOperation operation, ISymbol containingSymbol, RequestPath path)
    {
        foreach (var symbol in Declarations(operation, containingSymbol, path))
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "DisableRequestSizeLimitAttribute":
                        return null;
                    case "RequestSizeLimitAttribute" when attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is long bytes:
                        return bytes;
                    case "RequestFormLimitsAttribute" when attribute.NamedArguments.FirstOrDefault(pair => pair.Key == "MultipartBodyLengthLimit").Value is { IsNull: false, Value: long limit }:
                        return limit;
                }
            }
        }

        return null;
    }

    /// <summary>From the inside out, as ASP.NET Core lets the nearer attribute win.</summary>
    private static IEnumerable<ISymbol> Declarations(IOperation operation, ISymbol containingSymbol, RequestPath path)
    {
        for (var ancestor = operation.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor is IAnonymousFunctionOperation lambda)
            {
                yield return lambda.Symbol;
            }
            else if (ancestor is ILocalFunctionOperation local)
            {
                yield return local.Symbol;
            }
        }

        yield return containingSymbol;
        if (path.Entry is not null)
        {
            yield return path.Entry;
        }

        for (var type = containingSymbol.ContainingType; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
