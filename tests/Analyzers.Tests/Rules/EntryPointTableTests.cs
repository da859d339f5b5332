using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>
/// Each row of the table, with AF0001 as the rule. Frameworks that are not installed here are declared in the source by the
/// names the table knows.
/// </summary>
public sealed class EntryPointTableTests
{
    private const string Array = "[|new byte[1 << 20]|].Length";

    /// <summary>A row's type or member, what its framework declares (empty: it is installed), and a class that uses it.</summary>
    private static readonly (string Row, string Framework, string Use)[] Rows =
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
    private static readonly (string Namespace, string Declaration, string Parameter)[] ForeignSignatures =
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

    public static TheoryData<string, string, string> RowData
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (row, framework, use) in Rows)
            {
                data.Add(row, framework, use);
            }

            return data;
        }
    }

    public static TheoryData<string, string, string> SignatureData
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (space, declaration, parameter) in ForeignSignatures)
            {
                data.Add(space, declaration, parameter);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(RowData))]
    public Task Row_Reports(string row, string framework, string use)
    {
        Assert.NotEmpty(row);
        return LargeArray.Reports("#nullable enable\n" + framework + "\n" + use);
    }

    [Fact]
    public void EveryRow_HasACase() => Assert.Equal(
        EntryPointTable.Types.Select(row => row.Type).Concat(EntryPointTable.MethodAttributes.Keys).Order(),
        Rows.Select(row => row.Row).Order());

    [Theory]
    [MemberData(nameof(SignatureData))]
    public Task Signature_Reports(string space, string declaration, string parameter) => LargeArray.Reports($$"""
        namespace {{space}} { public {{declaration}} { } }
        public class Service { public int Take({{space}}.{{parameter}} message) => [|new byte[1 << 20]|].Length; public int Other(string message) => new byte[1 << 20].Length; }
        """);

    [Theory]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData("Microsoft.AspNetCore.Http.HttpRequest")]
    [InlineData("Microsoft.AspNetCore.Http.HttpResponse")]
    [InlineData("Microsoft.AspNetCore.Http.IFormFile")]
    [InlineData("Microsoft.AspNetCore.Http.IFormFileCollection")]
    [InlineData("Microsoft.AspNetCore.Http.IFormCollection")]
    [InlineData("Microsoft.AspNetCore.Http.EndpointFilterInvocationContext")]
    [InlineData("Microsoft.AspNetCore.SignalR.HubInvocationContext")]
    [InlineData("System.IO.Pipelines.PipeReader")]
    [InlineData("System.Net.HttpListenerContext")]
    [InlineData("System.Net.WebSockets.WebSocket")]
    [InlineData("Microsoft.AspNetCore.Connections.ConnectionContext")]
    [InlineData("Microsoft.AspNetCore.Components.Forms.IBrowserFile")]
    public Task InstalledSignature_Reports(string type) => LargeArray.Reports(
        $"public class Service {{ public int Take({type} message) => [|new byte[1 << 20]|].Length; }}");

    [Fact]
    public void EverySignature_HasACase()
    {
        var installed = typeof(EntryPointTableTests).GetMethod(nameof(InstalledSignature_Reports))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
            .Select(data => (string)((InlineDataAttribute)data).Data[0]!);
        var foreign = ForeignSignatures.Select(row => row.Namespace + "." + row.Declaration.Split(' ', 2)[1].Replace("<T>", "`1", StringComparison.Ordinal).Replace("<K, V>", "`2", StringComparison.Ordinal));
        Assert.Equal(EntryPointTable.Signatures.Order(), installed.Concat(foreign).Order());
    }

    [Theory]
    [InlineData("namespace Confluent.Kafka { public interface IConsumer<K, V> { object Consume(CancellationToken t); } }", "Confluent.Kafka.IConsumer<string, string> source", "while (!t.IsCancellationRequested) { var m = source.Consume(t); Use(m, [|new byte[1 << 20]|]); }")]
    [InlineData("namespace Azure.Messaging.ServiceBus { public class ServiceBusReceiver { public Task<object> ReceiveMessageAsync() => null!; } }", "Azure.Messaging.ServiceBus.ServiceBusReceiver source", "while (true) { Use(await source.ReceiveMessageAsync(), [|new byte[1 << 20]|]); }")]
    [InlineData("", "System.Threading.Channels.ChannelReader<string> source", "await foreach (var m in source.ReadAllAsync(t)) { Use(m, [|new byte[1 << 20]|]); }")]
    [InlineData("", "System.Threading.Channels.ChannelReader<string> source", "while (await source.WaitToReadAsync(t)) { Helper(); } void Helper() => Use(1, [|new byte[1 << 20]|]);")]
    [InlineData("", "System.Threading.Channels.ChannelWriter<string> source", "while (await source.WaitToWriteAsync(t)) { Use(source, [|new byte[1 << 20]|]); }")]
    [InlineData("", "System.Net.HttpListener source", "while (source.IsListening) { var c = await source.GetContextAsync(); Use(c, [|new byte[1 << 20]|]); }")]
    [InlineData("", "System.Net.Sockets.TcpListener source", "while (true) { using var c = await source.AcceptTcpClientAsync(t); Use(c, [|new byte[1 << 20]|]); }")]
    [InlineData("", "PeriodicTimer source", "while (await source.WaitForNextTickAsync(t)) { Step(); }")]
    public Task MessageLoop_Reports(string framework, string parameter, string loop) => LargeArray.Reports(Worker(framework, parameter, loop, loop.Contains("Step", StringComparison.Ordinal) ? "[|new byte[1 << 20]|]" : "new byte[1]"));

    [Theory]
    [InlineData("", "System.Threading.Channels.ChannelWriter<string> source", "await source.WaitToWriteAsync(t); while (source.TryWrite(\"\")) { Use(1, new byte[1 << 20]); }")]
    [InlineData("", "System.Threading.Channels.ChannelReader<string> source", "Use(1, new byte[1 << 20]); await foreach (var m in source.ReadAllAsync(t)) { Use(m, 1); }")]
    [InlineData("", "PeriodicTimer source", "Step(); while (await source.WaitForNextTickAsync(t)) { }")]
    [InlineData("", "Queue<string> source", "while (source.Count > 0) { Use(source.Dequeue(), new byte[1 << 20]); await Task.Yield(); }")]
    [InlineData("", "PeriodicTimer source", "while (true) { await Task.Delay(1); Func<Task> tick = async () => await source.WaitForNextTickAsync(t); Use(tick, new byte[1 << 20]); }")]
    public Task OtherLoop_StaysSilent(string framework, string parameter, string loop) => LargeArray.StaysSilent(Worker(framework, parameter, loop, "new byte[1 << 20]"));

    [Theory]
    [InlineData("namespace MassTransit { public interface IConsumer<T> { Task Consume(T c); } }", "public class C : MassTransit.IConsumer<string> { public C() => GC.KeepAlive(new byte[1 << 20]); public Task Consume(string c) => Task.CompletedTask; }")]
    [InlineData("namespace Wolverine { public interface IMessageBus; }", "public static class Orders { public static void Handle(string c) => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("namespace Wolverine { public interface IMessageBus; }", "public class Bus : Wolverine.IMessageBus { public void Handle(string c) => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("namespace Grpc.Core { public class BindServiceMethodAttribute : Attribute; }", "[Grpc.Core.BindServiceMethod] public abstract class ImportBase { } public class Import : ImportBase { private int Unused() => new byte[1 << 20].Length; }")]
    [InlineData("namespace DotNetCore.CAP { public class CapSubscribeAttribute(string n) : Attribute { public string N => n; } }", "public class C { [DotNetCore.CAP.CapSubscribe(\"t\")] public void Run() { } public int Other() => new byte[1 << 20].Length; }")]
    [InlineData("", "public class S : MemoryStream { public S() => GC.KeepAlive(new byte[1 << 20]); }")]
    public Task NextToAnEntryPoint_StaysSilent(string framework, string use) => LargeArray.StaysSilent("#nullable enable\n" + framework + "\n" + use);

    private static string Worker(string framework, string parameter, string loop, string inStep) => $$"""
        #nullable enable
        {{framework}}
        public class Worker
        {
            public async Task Run({{parameter}}, CancellationToken t)
            {
                await Task.Yield();
                {{loop}}
            }

            private static void Step() => Use(1, {{inStep}});
            private static void Use(object? a, object? b) { }
        }
        """;
}
