using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>Whether a value is sent on as it is: returned as a response or written to one. Then a stream would have done.</summary>
internal static class ResultFlow
{
    public static bool IsSent(IOperation value)
    {
        var consumer = Conversions.Consumer(value);
        if (consumer is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } })
        {
            return BodyIndex.Of(value).MentionsOf(local).OfType<ILocalReferenceOperation>()
                .Any(use => IsSendingConsumer(Conversions.Consumer(use)));
        }

        return IsSendingConsumer(consumer);
    }

    private static bool IsSendingConsumer(IOperation? consumer) => consumer is IArgumentOperation argument && argument.Parent switch
    {
        IInvocationOperation call => IsResponse(call.TargetMethod.ContainingType) || (IsWrite(call) && IsResponseBody(call)),
        IObjectCreationOperation creation => creation.Type is { Name: "FileContentResult" or "ByteArrayContent" or "ReadOnlyMemoryContent" },
        _ => false,
    };

    private static bool IsResponse(INamedTypeSymbol type) =>
        type.Name is "Results" or "TypedResults" or "ControllerBase" or "Controller" or "PageModel" or "HttpResponseWritingExtensions"
        && type.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal);

    private static bool IsWrite(IInvocationOperation call) => call.TargetMethod.Name is "Write" or "WriteAsync";

    private static bool IsResponseBody(IInvocationOperation call) =>
        (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is IPropertyReferenceOperation { Property: { Name: "Body" or "BodyWriter", ContainingType.Name: "HttpResponse" } };
}
