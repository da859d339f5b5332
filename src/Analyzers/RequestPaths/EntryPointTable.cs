using System.Collections.Immutable;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// Everything that is known about where requests enter a service. Supporting another framework is a row here and a test.
/// Where several rows fit, the first wins.
/// </summary>
internal static class EntryPointTable
{
    public const string Controller = "Microsoft.AspNetCore.Mvc.ControllerBase";
    public const string NonController = "Microsoft.AspNetCore.Mvc.NonControllerAttribute";
    public const string NonAction = "Microsoft.AspNetCore.Mvc.NonActionAttribute";
    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";

    public static readonly ImmutableArray<TypeEntryPoint> Types = ImmutableArray.Create(
        new TypeEntryPoint(Controller, "action") { HasClientArguments = true, IsMadePerRequest = true, NameSuffixes = ImmutableHashSet.Create("Controller") },
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.ControllerAttribute", "action") { HasClientArguments = true, IsMadePerRequest = true },
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Razor Page handler", "OnGet", "OnPost", "OnPut", "OnDelete", "OnPatch", "OnHead", "OnOptions")
        {
            MethodsArePrefixes = true,
            HasClientArguments = true,
            IsMadePerRequest = true,
        },
        new TypeEntryPoint("Microsoft.AspNetCore.SignalR.Hub", "hub method") { HasClientArguments = true, IsMadePerRequest = true },
        new TypeEntryPoint("Microsoft.AspNetCore.SignalR.IHubFilter", "hub filter", "InvokeMethodAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Connections.ConnectionHandler", "connection handler", "OnConnectedAsync"),
        new TypeEntryPoint("Grpc.Core.BindServiceMethodAttribute", "gRPC method"),
        new TypeEntryPoint("System.ServiceModel.ServiceContractAttribute", "service operation"),
        new TypeEntryPoint("CoreWCF.ServiceContractAttribute", "service operation"),
        new TypeEntryPoint("Microsoft.AspNetCore.Http.IMiddleware", "middleware", "InvokeAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Http.IEndpointFilter", "endpoint filter", "InvokeAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Http.IResult", "result", "ExecuteAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.IActionResult", "action result", "ExecuteResult", "ExecuteResultAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata", "filter", "OnAction", "OnResource", "OnResult", "OnAuthorization", "OnException") { MethodsArePrefixes = true },
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.Formatters.IInputFormatter", "input formatter", "ReadAsync", "ReadRequestBodyAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.Formatters.IOutputFormatter", "output formatter", "WriteAsync", "WriteResponseBodyAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.ModelBinding.IModelBinder", "model binder", "BindModelAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Mvc.ViewComponent", "view component", "Invoke", "InvokeAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Authentication.IAuthenticationHandler", "authentication handler", "HandleAuthenticateAsync", "HandleChallengeAsync", "HandleForbiddenAsync", "HandleRequestAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Authorization.IAuthorizationHandler", "authorization handler", "HandleAsync", "HandleRequirementAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Razor.TagHelpers.ITagHelperComponent", "tag helper", "Process", "ProcessAsync"),
        new TypeEntryPoint("Microsoft.AspNetCore.Components.ComponentBase", "component", "OnInitialized", "OnParametersSet", "OnAfterRender") { MethodsArePrefixes = true },
        new TypeEntryPoint("Microsoft.Extensions.Diagnostics.HealthChecks.IHealthCheck", "health check", "CheckHealthAsync"),
        new TypeEntryPoint("System.Web.Http.ApiController", "action") { HasClientArguments = true, IsMadePerRequest = true },
        new TypeEntryPoint("System.Web.Mvc.Controller", "action") { HasClientArguments = true, IsMadePerRequest = true },
        new TypeEntryPoint("System.Web.IHttpHandler", "HTTP handler", "ProcessRequest", "ProcessRequestAsync"),
        new TypeEntryPoint("FastEndpoints.BaseEndpoint", "endpoint", "HandleAsync", "ExecuteAsync"),
        new TypeEntryPoint("ServiceStack.Service", "service", "Any", "Get", "Post", "Put", "Delete", "Patch", "AnyAsync", "GetAsync", "PostAsync"),
        new TypeEntryPoint("System.Net.Http.HttpMessageHandler", "HTTP message handler", "Send", "SendAsync"),
        new TypeEntryPoint("Microsoft.Extensions.Hosting.BackgroundService", "loop of background service", "ExecuteAsync") { OnlyInLoops = true },
        new TypeEntryPoint("System.IO.Stream", "stream", "Read", "ReadAsync", "Write", "WriteAsync", "CopyTo", "CopyToAsync"),
        new TypeEntryPoint("Quartz.IJob", "job", "Execute"),
        new TypeEntryPoint("Orleans.Grain", "grain method"),
        new TypeEntryPoint("MassTransit.IConsumer`1", "message consumer", "Consume"),
        new TypeEntryPoint("MediatR.IRequestHandler`1", "request handler", "Handle"),
        new TypeEntryPoint("MediatR.IRequestHandler`2", "request handler", "Handle"),
        new TypeEntryPoint("MediatR.INotificationHandler`1", "notification handler", "Handle"),
        new TypeEntryPoint("NServiceBus.IHandleMessages`1", "message consumer", "Handle"),
        new TypeEntryPoint("Rebus.Handlers.IHandleMessages`1", "message consumer", "Handle"),
        new TypeEntryPoint("Paramore.Brighter.IHandleRequests", "message consumer", "Handle"),
        new TypeEntryPoint("Paramore.Brighter.IHandleRequestsAsync", "message consumer", "HandleAsync"),
        new TypeEntryPoint("EasyNetQ.AutoSubscribe.IConsume`1", "message consumer", "Consume"),
        new TypeEntryPoint("EasyNetQ.AutoSubscribe.IConsumeAsync`1", "message consumer", "ConsumeAsync"),
        new TypeEntryPoint("Wolverine.IMessageBus", "message handler", "Handle", "HandleAsync", "Handles", "Consume", "ConsumeAsync")
        {
            NameSuffixes = ImmutableHashSet.Create("Handler", "Consumer"),
            OnlyByName = true,
        },
        new TypeEntryPoint("RabbitMQ.Client.IBasicConsumer", "message consumer", "HandleBasicDeliver"),
        new TypeEntryPoint("RabbitMQ.Client.IAsyncBasicConsumer", "message consumer", "HandleBasicDeliver", "HandleBasicDeliverAsync"));

    /// <summary>Attributes on the method itself.</summary>
    public static readonly ImmutableDictionary<string, string> MethodAttributes = new Dictionary<string, string>
    {
        ["Microsoft.Azure.Functions.Worker.FunctionAttribute"] = "function",
        ["Microsoft.Azure.WebJobs.FunctionNameAttribute"] = "function",
        ["DotNetCore.CAP.CapSubscribeAttribute"] = "message consumer",
        ["Dapr.TopicAttribute"] = "message consumer",
        ["Amazon.Lambda.Annotations.LambdaFunctionAttribute"] = "function",
        ["Wolverine.Attributes.WolverineHandlerAttribute"] = "message handler",
    }.ToImmutableDictionary();

    public static readonly ImmutableArray<DelegateEntryPoint> Delegates = ImmutableArray.Create(
        new DelegateEntryPoint("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions", "minimal API handler", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map", "MapFallback") { HasClientArguments = true },
        new DelegateEntryPoint("Microsoft.AspNetCore.Builder.FallbackEndpointRouteBuilderExtensions", "minimal API handler", "MapFallback"),
        new DelegateEntryPoint("Microsoft.AspNetCore.Builder.RequestDelegateEndpointRouteBuilderExtensions", "minimal API handler", "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map"),
        new DelegateEntryPoint("Microsoft.AspNetCore.Http.EndpointFilterExtensions", "endpoint filter", "AddEndpointFilter"),
        new DelegateEntryPoint("Microsoft.AspNetCore.Builder.UseExtensions", "middleware", "Use"),
        new DelegateEntryPoint("Microsoft.AspNetCore.Builder.RunExtensions", "middleware", "Run"));

    /// <summary>Types that exist once per request or message: a method that takes one serves it, wherever the method stands.</summary>
    public static readonly ImmutableArray<string> Signatures = ImmutableArray.Create(
        HttpContext,
        "Microsoft.AspNetCore.Http.HttpRequest",
        "Microsoft.AspNetCore.Http.HttpResponse",
        "Microsoft.AspNetCore.Http.IFormFile",
        "Microsoft.AspNetCore.Http.IFormFileCollection",
        "Microsoft.AspNetCore.Http.IFormCollection",
        "Microsoft.AspNetCore.Http.EndpointFilterInvocationContext",
        "Microsoft.AspNetCore.SignalR.HubInvocationContext",
        "Microsoft.Azure.Functions.Worker.Http.HttpRequestData",
        "System.IO.Pipelines.PipeReader",
        "System.Net.HttpListenerContext",
        "Grpc.Core.ServerCallContext",
        "Ceen.IHttpContext",
        "EmbedIO.IHttpContext",
        "GenHTTP.Api.Protocol.IRequest",
        "Microsoft.Owin.IOwinContext",
        "NetCoreServer.HttpRequest",
        "ServiceStack.Web.IRequest",
        "WatsonWebserver.Core.HttpContextBase",
        "System.Net.WebSockets.WebSocket",
        "Microsoft.AspNetCore.Connections.ConnectionContext",
        "Microsoft.AspNetCore.Components.Forms.IBrowserFile",
        "ProtoBuf.Grpc.CallContext",
        "HotChocolate.Resolvers.IResolverContext",
        "Amazon.Lambda.Core.ILambdaContext",
        "MassTransit.ConsumeContext",
        "MassTransit.ConsumeContext`1",
        "Wolverine.Envelope",
        "Confluent.Kafka.ConsumeResult`2",
        "Azure.Messaging.ServiceBus.ServiceBusReceivedMessage",
        "Azure.Messaging.ServiceBus.ProcessMessageEventArgs",
        "Azure.Messaging.ServiceBus.ProcessSessionMessageEventArgs",
        "Azure.Messaging.EventHubs.Processor.ProcessEventArgs",
        "RabbitMQ.Client.Events.BasicDeliverEventArgs");

    /// <summary>A loop around one of these calls serves, or makes, one message, request or connection with each iteration.</summary>
    public static readonly ImmutableDictionary<string, string> LoopCalls = new Dictionary<string, string>
    {
        ["Confluent.Kafka.IConsumer.Consume"] = "message loop",
        ["Azure.Messaging.ServiceBus.ServiceBusReceiver.ReceiveMessageAsync"] = "message loop",
        ["Azure.Messaging.ServiceBus.ServiceBusReceiver.ReceiveMessagesAsync"] = "message loop",
        ["Amazon.SQS.IAmazonSQS.ReceiveMessageAsync"] = "message loop",
        ["System.Threading.Channels.ChannelReader.ReadAsync"] = "message loop",
        ["System.Threading.Channels.ChannelReader.ReadAllAsync"] = "message loop",
        ["System.Threading.Channels.ChannelReader.WaitToReadAsync"] = "message loop",
        ["System.Threading.Channels.ChannelWriter.WaitToWriteAsync"] = "producer loop",
        ["System.Net.HttpListener.GetContext"] = "request loop",
        ["System.Net.HttpListener.GetContextAsync"] = "request loop",
        ["System.Net.Sockets.TcpListener.AcceptTcpClient"] = "connection loop",
        ["System.Net.Sockets.TcpListener.AcceptTcpClientAsync"] = "connection loop",
        ["System.Net.Sockets.Socket.Accept"] = "connection loop",
        ["System.Net.Sockets.Socket.AcceptAsync"] = "connection loop",
        ["System.Net.WebSockets.WebSocket.ReceiveAsync"] = "message loop",
        ["System.Threading.PeriodicTimer.WaitForNextTickAsync"] = "timer loop",
    }.ToImmutableDictionary();

    /// <summary>A delegate handed to one of these runs once, or once per key: what it makes is kept.</summary>
    public static readonly ImmutableHashSet<string> RunsOnce = ImmutableHashSet.Create(
        "System.Lazy", "System.Threading.ThreadLocal", "System.Threading.LazyInitializer.EnsureInitialized",
        "System.Collections.Concurrent.ConcurrentDictionary.GetOrAdd", "System.Collections.Concurrent.ConcurrentDictionary.AddOrUpdate",
        "Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreate", "Microsoft.Extensions.Caching.Memory.CacheExtensions.GetOrCreateAsync",
        "Microsoft.Extensions.Caching.Hybrid.HybridCache.GetOrCreateAsync");

    /// <summary>Attributes of test frameworks. Tests allocate as they like.</summary>
    public static readonly ImmutableHashSet<string> TestAttributes = ImmutableHashSet.Create(
        "FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestFixtureAttribute",
        "TestMethodAttribute", "DataTestMethodAttribute", "TestClassAttribute", "BenchmarkAttribute");
}
