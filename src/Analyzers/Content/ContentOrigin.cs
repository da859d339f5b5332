using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>Where the content of a stream or reader comes from.</summary>
internal enum Origin
{
    Unknown,

    /// <summary>The body or an uploaded file of the request being served: the client decides its length.</summary>
    Request,

    /// <summary>A resource inside an assembly: as long as its author made it.</summary>
    OwnResource,

    /// <summary>Another process's output, or text that is in memory already.</summary>
    NotContent,
}

/// <summary>Follows a value back through locals, conversions and wrapping constructors to where its content comes from.</summary>
internal static class ContentOrigin
{
    private const int MaxDepth = 8;

    public static bool IsOwnResource(IOperation? value) => value is not null && Of(value) == Origin.OwnResource;

    public static Origin Of(IOperation value) => Of(value, 0);

    private static Origin Of(IOperation value, int depth)
    {
        if (depth++ > MaxDepth)
        {
            return Origin.Unknown;
        }

        return value switch
        {
            IConversionOperation conversion => Of(conversion.Operand, depth),
            IAwaitOperation awaited => Of(awaited.Operation, depth),
            ICoalesceOperation coalesce => Of(coalesce.Value, depth),
            ILocalReferenceOperation local => LocalValues.SingleOf(local.Local, local) is { } single ? Of(single, depth) : Origin.Unknown,
            IObjectCreationOperation { Type.Name: "StringReader" } => Origin.NotContent,
            IObjectCreationOperation { Arguments.Length: > 0 } wrapper => Of(wrapper.Arguments[0].Value, depth),
            IInvocationOperation invocation => OfCall(invocation, depth),
            IPropertyReferenceOperation property => OfProperty(property, depth),
            IParameterReferenceOperation parameter => OfType(parameter.Type),
            _ => Origin.Unknown,
        };
    }

    private static Origin OfCall(IInvocationOperation call, int depth) => call.TargetMethod.Name switch
    {
        "GetManifestResourceStream" => Origin.OwnResource,
        "OpenReadStream" => Origin.Request,
        "AsStream" or "ConfigureAwait" when (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } source => Of(source, depth),
        _ => Origin.Unknown,
    };

    private static Origin OfProperty(IPropertyReferenceOperation property, int depth) => property.Property.ContainingType?.Name switch
    {
        "HttpRequest" or "IHttpRequest" or "HttpRequestData" when property.Property.Name is "Body" or "BodyReader" => Origin.Request,
        "HttpListenerRequest" when property.Property.Name == "InputStream" => Origin.Request,
        "Process" => Origin.NotContent,
        _ => property.Instance is IPropertyReferenceOperation or ILocalReferenceOperation ? Of(property.Instance, depth) : Origin.Unknown,
    };

    private static Origin OfType(ITypeSymbol? type) => type?.Name is "PipeReader" or "IFormFile" ? Origin.Request : Origin.Unknown;
}
