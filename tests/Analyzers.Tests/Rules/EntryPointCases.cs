namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>
/// What the entry-point tests go through: a case for each row of the table and for each parameter type that shows what a method serves. Frameworks that are not
/// installed here are declared in the source by the names the table knows.
/// </summary>
internal static class EntryPointCases
{
    /// <summary>The array that each case makes.</summary>
    public const string Creation = "[|new byte[1 << 20]|]";

    private const string Array = Creation + ".Length";

    /// <summary>A row's type or member, what its framework declares (empty: it is installed), and a class that uses it.</summary>
    public static readonly (string Row, string Framework, string Use)[] Rows =
    [
        ("Microsoft.AspNetCore.Mvc.ControllerBase", "", $"public class C : ControllerBase {{ public int Get() => {Array}; }}"),
        ("Microsoft.AspNetCore.Mvc.ControllerAttribute", "", $"[Controller] public class C {{ public int Get() => {Array}; }}"),
        ("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "", $"public class P : PageModel {{ public int OnPost() => {Array}; }}"),
        ("Microsoft.AspNetCore.SignalR.Hub", "", $"public interface IClient; public class H : Hub<IClient> {{ public int Send() => {Array}; }}"),
        ("Microsoft.AspNetCore.SignalR.IHubFilter", "", $"public class F : IHubFilter {{ public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext c, Func<HubInvocationContext, ValueTask<object?>> n) {{ await Task.Yield(); return {Array}; }} }}"),
        ("Microsoft.AspNetCore.Connections.ConnectionHandler", "", $"public class F : Microsoft.AspNetCore.Connections.ConnectionHandler {{ public override Task OnConnectedAsync(Microsoft.AspNetCore.Connections.ConnectionContext c) => Task.FromResult({Array}); }}"),
        ("Grpc.Core.BindServiceMethodAttribute", "namespace Grpc.Core { public class BindServiceMethodAttribute : Attribute; public class ServerCallContext; }", $"[Grpc.Core.BindServiceMethod] public abstract class ImportBase {{ public virtual Task<int> Send(string r) => throw new Exception(); }} public class Import : ImportBase {{ public override Task<int> Send(string r) => Task.FromResult({Array}); }}"),
        ("System.ServiceModel.ServiceContractAttribute", "namespace System.ServiceModel { public class ServiceContractAttribute : Attribute; }", $"[System.ServiceModel.ServiceContract] public interface IShop {{ int Get(); }} public class Shop : IShop {{ public int Get() => {Array}; }}"),
        ("CoreWCF.ServiceContractAttribute", "namespace CoreWCF { public class ServiceContractAttribute : Attribute; }", $"[CoreWCF.ServiceContract] public interface IShop {{ int Get(); }} public class Shop : IShop {{ public int Get() => {Array}; }}"),
        ("Microsoft.AspNetCore.Http.IMiddleware", "", $"public class M : IMiddleware {{ public Task InvokeAsync(HttpContext c, RequestDelegate n) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Http.IEndpointFilter", "", $"public class F : IEndpointFilter {{ public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate n) {{ await n(c); return {Array}; }} }}"),
        ("Microsoft.AspNetCore.Http.IResult", "", $"public class R : IResult {{ public Task ExecuteAsync(HttpContext c) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Mvc.IActionResult", "", $"public class R : IActionResult {{ public Task ExecuteResultAsync(ActionContext c) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata", "", $"public class F : Microsoft.AspNetCore.Mvc.Filters.ActionFilterAttribute {{ public override void OnActionExecuting(Microsoft.AspNetCore.Mvc.Filters.ActionExecutingContext c) => GC.KeepAlive({Array}); }}"),
        ("Microsoft.AspNetCore.Mvc.Formatters.IInputFormatter", "", $"public class F : Microsoft.AspNetCore.Mvc.Formatters.InputFormatter {{ public override Task<Microsoft.AspNetCore.Mvc.Formatters.InputFormatterResult> ReadRequestBodyAsync(Microsoft.AspNetCore.Mvc.Formatters.InputFormatterContext c) {{ GC.KeepAlive({Array}); throw new Exception(); }} }}"),
        ("Microsoft.AspNetCore.Mvc.Formatters.IOutputFormatter", "", $"public class F : Microsoft.AspNetCore.Mvc.Formatters.OutputFormatter {{ public override Task WriteResponseBodyAsync(Microsoft.AspNetCore.Mvc.Formatters.OutputFormatterWriteContext c) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinder", "", $"public class B : Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinder {{ public Task BindModelAsync(Microsoft.AspNetCore.Mvc.ModelBinding.ModelBindingContext c) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Mvc.ViewComponent", "", $"public class V : ViewComponent {{ public int Invoke() => {Array}; }}"),
        ("Microsoft.AspNetCore.Authentication.IAuthenticationHandler", "", $"public abstract class A : Microsoft.AspNetCore.Authentication.IAuthenticationHandler {{ public Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> AuthenticateAsync() => HandleAuthenticateAsync(); protected Task<Microsoft.AspNetCore.Authentication.AuthenticateResult> HandleAuthenticateAsync() {{ GC.KeepAlive({Array}); throw new Exception(); }} public abstract Task InitializeAsync(Microsoft.AspNetCore.Authentication.AuthenticationScheme s, HttpContext c); public abstract Task ChallengeAsync(Microsoft.AspNetCore.Authentication.AuthenticationProperties? p); public abstract Task ForbidAsync(Microsoft.AspNetCore.Authentication.AuthenticationProperties? p); }}"),
        ("Microsoft.AspNetCore.Authorization.IAuthorizationHandler", "", $"public class A : Microsoft.AspNetCore.Authorization.IAuthorizationHandler {{ public Task HandleAsync(Microsoft.AspNetCore.Authorization.AuthorizationHandlerContext c) => Task.FromResult({Array}); }}"),
        ("Microsoft.AspNetCore.Razor.TagHelpers.ITagHelperComponent", "", $"public class T : Microsoft.AspNetCore.Razor.TagHelpers.TagHelper {{ public override void Process(Microsoft.AspNetCore.Razor.TagHelpers.TagHelperContext c, Microsoft.AspNetCore.Razor.TagHelpers.TagHelperOutput o) => GC.KeepAlive({Array}); }}"),
        ("Microsoft.AspNetCore.Components.ComponentBase", "", $"public class T : Microsoft.AspNetCore.Components.ComponentBase {{ protected override void OnInitialized() => GC.KeepAlive({Array}); }}"),
        ("Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck", "", $"public class T : Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck {{ public Task<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult> CheckHealthAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckContext c, CancellationToken t) {{ GC.KeepAlive({Array}); throw new Exception(); }} }}"),
        ("System.Web.Http.ApiController", "namespace System.Web.Http { public class ApiController; }", $"public class C : System.Web.Http.ApiController {{ public int Get() => {Array}; }}"),
        ("System.Web.Mvc.Controller", "namespace System.Web.Mvc { public class Controller; }", $"public class C : System.Web.Mvc.Controller {{ public int Get() => {Array}; }}"),
        ("System.Web.IHttpHandler", "namespace System.Web { public interface IHttpHandler { void ProcessRequest(object c); } }", $"public class C : System.Web.IHttpHandler {{ public void ProcessRequest(object c) => GC.KeepAlive({Array}); }}"),
        ("FastEndpoints.BaseEndpoint", "namespace FastEndpoints { public class BaseEndpoint; }", $"public class C : FastEndpoints.BaseEndpoint {{ public Task HandleAsync(string r) => Task.FromResult({Array}); }}"),
        ("ServiceStack.Service", "namespace ServiceStack { public class Service; }", $"public class C : ServiceStack.Service {{ public object Any(string r) => {Array}; }}"),
        ("System.Net.Http.HttpMessageHandler", "", $"public class H : HttpMessageHandler {{ protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) {{ GC.KeepAlive({Array}); throw new Exception(); }} }}"),
        ("Microsoft.Extensions.Hosting.BackgroundService", "", $"public class W : BackgroundService {{ protected override async Task ExecuteAsync(CancellationToken t) {{ while (!t.IsCancellationRequested) {{ await Task.Delay({Array}, t); }} }} }}"),
        ("System.IO.Stream", "", $"public class S : MemoryStream {{ public override int Read(byte[] b, int o, int c) => {Array}; }}"),
        ("Quartz.IJob", "namespace Quartz { public interface IJob { Task Execute(object c); } }", $"public class J : Quartz.IJob {{ public Task Execute(object c) => Task.FromResult({Array}); }}"),
        ("Orleans.Grain", "namespace Orleans { public class Grain; }", $"public class G : Orleans.Grain {{ public Task Work() => Task.FromResult({Array}); }}"),
        ("MassTransit.IConsumer`1", "namespace MassTransit { public interface IConsumer<T> { Task Consume(T c); } }", $"public class C : MassTransit.IConsumer<string> {{ public Task Consume(string c) => Task.FromResult({Array}); }}"),
        ("MediatR.IRequestHandler`1", "namespace MediatR { public interface IRequestHandler<T> { Task Handle(T c); } }", $"public class C : MediatR.IRequestHandler<string> {{ public Task Handle(string c) => Task.FromResult({Array}); }}"),
        ("MediatR.IRequestHandler`2", "namespace MediatR { public interface IRequestHandler<T, R> { Task<R> Handle(T c); } }", $"public class C : MediatR.IRequestHandler<string, int> {{ public Task<int> Handle(string c) => Task.FromResult({Array}); }}"),
        ("MediatR.INotificationHandler`1", "namespace MediatR { public interface INotificationHandler<T> { Task Handle(T c); } }", $"public class C : MediatR.INotificationHandler<string> {{ Task MediatR.INotificationHandler<string>.Handle(string c) => Task.FromResult({Array}); }}"),
        ("NServiceBus.IHandleMessages`1", "namespace NServiceBus { public interface IHandleMessages<T> { Task Handle(T c); } }", $"public class C : NServiceBus.IHandleMessages<string> {{ public Task Handle(string c) => Task.FromResult({Array}); }}"),
        ("Rebus.Handlers.IHandleMessages`1", "namespace Rebus.Handlers { public interface IHandleMessages<T> { Task Handle(T c); } }", $"public class C : Rebus.Handlers.IHandleMessages<string> {{ public Task Handle(string c) => Task.FromResult({Array}); }}"),
        ("Paramore.Brighter.IHandleRequests", "namespace Paramore.Brighter { public interface IHandleRequests { object Handle(object c); } }", $"public class C : Paramore.Brighter.IHandleRequests {{ public object Handle(object c) => {Array}; }}"),
        ("Paramore.Brighter.IHandleRequestsAsync", "namespace Paramore.Brighter { public interface IHandleRequestsAsync { Task HandleAsync(object c); } }", $"public class C : Paramore.Brighter.IHandleRequestsAsync {{ public Task HandleAsync(object c) => Task.FromResult({Array}); }}"),
        ("EasyNetQ.AutoSubscribe.IConsume`1", "namespace EasyNetQ.AutoSubscribe { public interface IConsume<T> { void Consume(T c); } }", $"public class C : EasyNetQ.AutoSubscribe.IConsume<string> {{ public void Consume(string c) => GC.KeepAlive({Array}); }}"),
        ("EasyNetQ.AutoSubscribe.IConsumeAsync`1", "namespace EasyNetQ.AutoSubscribe { public interface IConsumeAsync<T> { Task ConsumeAsync(T c); } }", $"public class C : EasyNetQ.AutoSubscribe.IConsumeAsync<string> {{ public Task ConsumeAsync(string c) => Task.FromResult({Array}); }}"),
        ("Wolverine.IMessageBus", "namespace Wolverine { public interface IMessageBus; }", $"public static class OrderHandler {{ public static void Handle(string c) => GC.KeepAlive({Array}); }}"),
        ("RabbitMQ.Client.IBasicConsumer", "namespace RabbitMQ.Client { public interface IBasicConsumer { void HandleBasicDeliver(string tag); } }", $"public class C : RabbitMQ.Client.IBasicConsumer {{ public void HandleBasicDeliver(string tag) => GC.KeepAlive({Array}); }}"),
        ("RabbitMQ.Client.IAsyncBasicConsumer", "namespace RabbitMQ.Client { public interface IAsyncBasicConsumer { Task HandleBasicDeliverAsync(string tag); } }", $"public class C : RabbitMQ.Client.IAsyncBasicConsumer {{ public Task HandleBasicDeliverAsync(string tag) => Task.FromResult({Array}); }}"),
        ("Microsoft.Azure.Functions.Worker.FunctionAttribute", "namespace Microsoft.Azure.Functions.Worker { public class FunctionAttribute(string n) : Attribute { public string N => n; } }", $"public class C {{ [Microsoft.Azure.Functions.Worker.Function(\"f\")] public int Run() => {Array}; }}"),
        ("Microsoft.Azure.WebJobs.FunctionNameAttribute", "namespace Microsoft.Azure.WebJobs { public class FunctionNameAttribute(string n) : Attribute { public string N => n; } }", $"public static class C {{ [Microsoft.Azure.WebJobs.FunctionName(\"f\")] public static int Run() => {Array}; }}"),
        ("DotNetCore.CAP.CapSubscribeAttribute", "namespace DotNetCore.CAP { public class CapSubscribeAttribute(string n) : Attribute { public string N => n; } }", $"public class C {{ [DotNetCore.CAP.CapSubscribe(\"t\")] public int Run() => {Array}; }}"),
        ("Dapr.TopicAttribute", "namespace Dapr { public class TopicAttribute : Attribute; }", $"public class C {{ [Dapr.Topic] public int Run() => {Array}; }}"),
        ("Amazon.Lambda.Annotations.LambdaFunctionAttribute", "namespace Amazon.Lambda.Annotations { public class LambdaFunctionAttribute : Attribute; }", $"public class C {{ [Amazon.Lambda.Annotations.LambdaFunction] public int Run() => {Array}; }}"),
        ("Wolverine.Attributes.WolverineHandlerAttribute", "namespace Wolverine.Attributes { public class WolverineHandlerAttribute : Attribute; }", $"public class C {{ [Wolverine.Attributes.WolverineHandler] public int Run() => {Array}; }}"),
    ];

    /// <summary>Parameter types that show by themselves what a method serves.</summary>
    public static readonly (string Namespace, string Declaration, string Parameter)[] ForeignSignatures =
    [
        ("Microsoft.Azure.Functions.Worker.Http", "class HttpRequestData", "HttpRequestData"),
        ("Grpc.Core", "class ServerCallContext", "ServerCallContext"),
        ("Ceen", "interface IHttpContext", "IHttpContext"),
        ("EmbedIO", "interface IHttpContext", "IHttpContext"),
        ("GenHTTP.Api.Protocol", "interface IRequest", "IRequest"),
        ("Microsoft.Owin", "interface IOwinContext", "IOwinContext"),
        ("NetCoreServer", "class HttpRequest", "HttpRequest"),
        ("ServiceStack.Web", "interface IRequest", "IRequest"),
        ("WatsonWebserver.Core", "class HttpContextBase", "HttpContextBase"),
        ("ProtoBuf.Grpc", "struct CallContext", "CallContext"),
        ("HotChocolate.Resolvers", "interface IResolverContext", "IResolverContext"),
        ("Amazon.Lambda.Core", "interface ILambdaContext", "ILambdaContext"),
        ("MassTransit", "interface ConsumeContext", "ConsumeContext"),
        ("MassTransit", "interface ConsumeContext<T>", "ConsumeContext<string>"),
        ("Wolverine", "class Envelope", "Envelope"),
        ("Confluent.Kafka", "class ConsumeResult<K, V>", "ConsumeResult<string, byte[]>"),
        ("Azure.Messaging.ServiceBus", "class ServiceBusReceivedMessage", "ServiceBusReceivedMessage"),
        ("Azure.Messaging.ServiceBus", "class ProcessMessageEventArgs", "ProcessMessageEventArgs"),
        ("Azure.Messaging.ServiceBus", "class ProcessSessionMessageEventArgs", "ProcessSessionMessageEventArgs"),
        ("Azure.Messaging.EventHubs.Processor", "struct ProcessEventArgs", "ProcessEventArgs"),
        ("RabbitMQ.Client.Events", "class BasicDeliverEventArgs", "BasicDeliverEventArgs"),
    ];
}
