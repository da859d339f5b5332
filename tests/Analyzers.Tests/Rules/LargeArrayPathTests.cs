using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0001: which code is on a request path. The rule is the simplest one to see it with.</summary>
[Trait("Rule", RuleIds.LargeArray)]
public sealed class LargeArrayPathTests
{
    [Theory]
    [InlineData("app.MapGet(\"/\", () => { Use([|new byte[1 << 20]|]); });")]
    [InlineData("app.MapPost(\"/\", (HttpRequest request) => Use([|new byte[1 << 20]|]));")]
    [InlineData("app.MapGroup(\"/a\").MapGroup(\"/b\").MapPut(\"/c\", async () => { await Task.Yield(); Use([|new byte[1 << 20]|]); });")]
    [InlineData("app.MapMethods(\"/\", new[] { \"QUERY\" }, () => Use([|new byte[1 << 20]|]));")]
    [InlineData("app.MapFallback(() => Use([|new byte[1 << 20]|]));")]
    [InlineData("app.MapGet(\"/\", Handler); static void Handler() => Use([|new byte[1 << 20]|]);")]
    [InlineData("app.MapGet(\"/\", () => Helper()); static void Helper() => Use([|new byte[1 << 20]|]);")]
    [InlineData("app.MapGet(\"/\", () => Task.Run(() => Use([|new byte[1 << 20]|])));")]
    [InlineData("app.Use(async (context, next) => { Use([|new byte[1 << 20]|]); await next(); });")]
    [InlineData("app.Use(next => context => { Use([|new byte[1 << 20]|]); return next(context); });")]
    [InlineData("app.Run(async context => { Use([|new byte[1 << 20]|]); await Task.Yield(); });")]
    [InlineData("app.UseWhen(_ => true, branch => branch.Run(async context => { Use([|new byte[1 << 20]|]); await Task.Yield(); }));")]
    [InlineData("app.MapGet(\"/\", () => 1).AddEndpointFilter(async (context, next) => { Use([|new byte[1 << 20]|]); return await next(context); });")]
    [InlineData("RequestDelegate handler = context => { Use([|new byte[1 << 20]|]); return Task.CompletedTask; }; app.MapGet(\"/\", handler);")]
    public Task Handler_Reports(string statement) => LargeArray.Reports(Snippet.Endpoints(statement));

    [Theory]
    [InlineData("Use(new byte[1 << 20]);")]
    [InlineData("var table = new byte[1 << 20]; app.MapGet(\"/\", () => table.Length);")]
    [InlineData("app.Use(next => { var table = new byte[1 << 20]; return context => { Use(table); return next(context); }; });")]
    [InlineData("app.UseWhen(_ => true, branch => { Use(new byte[1 << 20]); });")]
    [InlineData("app.Lifetime.ApplicationStarted.Register(() => Use(new byte[1 << 20]));")]
    [InlineData("Warm(); app.MapGet(\"/\", () => 1); static void Warm() => Use(new byte[1 << 20]);")]
    [InlineData("Func<byte[]> make = () => new byte[1 << 20]; Use(make);")]
    [InlineData("var lazy = new Lazy<byte[]>(() => new byte[1 << 20]); app.MapGet(\"/\", () => lazy.Value.Length);")]
    [InlineData("app.MapGet(\"/\", (IMemoryCache cache) => cache.GetOrCreate(\"t\", _ => new byte[1 << 20])!.Length);")]
    public Task StartUp_StaysSilent(string statement) => LargeArray.StaysSilent(Snippet.Endpoints(statement));

    [Fact]
    public Task MethodGroupOfAnotherType_Reports() => LargeArray.Reports("""
        public static class Endpoints
        {
            public static void Map(WebApplication app, Handlers handlers)
            {
                app.MapPost("/a", handlers.Upload);
                app.MapPost("/b", StaticHandlers.Transform);
            }
        }
        public class Handlers
        {
            public int Upload() => [|new byte[1 << 20]|].Length;
            public int Unused() => new byte[1 << 20].Length;
        }
        public static class StaticHandlers
        {
            public static int Transform() => [|new byte[1 << 20]|].Length;
        }
        """);

    [Fact]
    public Task TopLevelProgram_ReportsHandlersOnly() => LargeArray.Reports("""
        var app = WebApplication.Create(args);
        var table = new byte[1 << 20];
        app.MapGet("/a", () => [|new byte[1 << 20]|].Length);
        app.MapGet("/b", () => Helper(table));
        app.MapGet("/c", Handler);
        Warm();
        app.Run();

        int Helper(byte[] seed) => [|new byte[1 << 20]|].Length + seed.Length;
        int Handler() => [|new byte[1 << 20]|].Length;
        void Warm() => Console.WriteLine(new byte[1 << 20].Length);
        """, OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("public class Import : ControllerBase { public int Post() => [|new byte[1 << 20]|].Length; }")]
    [InlineData("[ApiController] public class Import { public int Post() => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class ImportController { public int Post() => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class Import : ControllerBase { private byte[] _buffer = [|new byte[1 << 20]|]; public int Post() => _buffer.Length; }")]
    [InlineData("public class Import : ControllerBase { public Import() { GC.KeepAlive([|new byte[1 << 20]|]); } }")]
    [InlineData("public class Import : PageModel { public int OnPostUploadAsync() => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class Chat : Hub { public int Send() => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class Hook { public Task InvokeAsync(HttpContext c) { GC.KeepAlive([|new byte[1 << 20]|]); return Task.CompletedTask; } }")]
    [InlineData("public class Hook : IMiddleware { public Task InvokeAsync(HttpContext c, RequestDelegate n) { GC.KeepAlive([|new byte[1 << 20]|]); return n(c); } }")]
    [InlineData("public class F : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate n) { GC.KeepAlive([|new byte[1 << 20]|]); return n(c); } }")]
    [InlineData("public class H : DelegatingHandler { protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage r, CancellationToken t) { GC.KeepAlive([|new byte[1 << 20]|]); return base.SendAsync(r, t); } }")]
    [InlineData("public class S { public int Save(IFormFile file) => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class S { public int Read(PipeReader reader) => [|new byte[1 << 20]|].Length; }")]
    [InlineData("public class W : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { while (true) { GC.KeepAlive([|new byte[1 << 20]|]); await Task.Delay(1, t); } } }")]
    [InlineData("public class W : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { while (true) { Step(); await Task.Delay(1, t); } } void Step() => GC.KeepAlive([|new byte[1 << 20]|]); }")]
    public Task EntryPointType_Reports(string type) => LargeArray.Reports("#nullable enable\n" + type);

    [Fact]
    public Task PublishedForEachRequest_Reports() => LargeArray.Reports("""
        public class Hook
        {
            private byte[] _last = [];
            public Task Invoke(HttpContext c) { Interlocked.Exchange(ref _last, [|new byte[1 << 20]|]); return Task.CompletedTask; }
        }
        """);

    [Theory]
    [InlineData("public class Import : ControllerBase { private static readonly byte[] Table = new byte[1 << 20]; public int Post() => Table.Length; }")]
    [InlineData("public class Import : ControllerBase { static Import() { GC.KeepAlive(new byte[1 << 20]); } }")]
    [InlineData("public class Import : ControllerBase { [NonAction] public int Unused() => new byte[1 << 20].Length; }")]
    [InlineData("[NonController] public class ImportController { public int Post() => new byte[1 << 20].Length; }")]
    [InlineData("public class Import : ControllerBase { private static byte[] _b = null!; public void Post() { _b ??= new byte[1 << 20]; } }")]
    [InlineData("public class Hook { private byte[] _b = null!; public Task Invoke(HttpContext c) { if (_b == null) { _b = new byte[1 << 20]; } return Task.CompletedTask; } }")]
    [InlineData("public class Hook { private byte[] _b = new byte[1 << 20]; public Task Invoke(HttpContext c) => Task.CompletedTask; }")]
    [InlineData("public class Hook { public Hook(RequestDelegate next) { GC.KeepAlive(new byte[1 << 20]); } public Task Invoke(HttpContext c) => Task.CompletedTask; }")]
    [InlineData("public class Service { public int Work() => new byte[1 << 20].Length; }")]
    [InlineData("public class Start : IHostedService { public Task StartAsync(CancellationToken t) { GC.KeepAlive(new byte[1 << 20]); return Task.CompletedTask; } public Task StopAsync(CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("public class W : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { var b = new byte[1 << 20]; while (true) { await Task.Delay(b.Length, t); } } }")]
    [InlineData("public static class Program { public static void Main() { GC.KeepAlive(new byte[1 << 20]); } }")]
    [InlineData("namespace Shop.Tests { public class Import : ControllerBase { public int Post() => new byte[1 << 20].Length; } }")]
    [InlineData("public class FactAttribute : Attribute; public class ImportController { [Fact] public int Post() => new byte[1 << 20].Length; }")]
    public Task OtherType_StaysSilent(string type) => LargeArray.StaysSilent("#nullable enable\n" + type);

    [Fact]
    public Task PrivateHelper_ReportsWhenAnActionCallsIt() => LargeArray.Reports(Snippet.Controller("""
        public void Import() => First();
        private void First() => Second(1);
        private void Second(int n) => Use([|new byte[1 << 20]|]);
        private void Second(string n) => Use(new byte[1 << 20]);
        private static void Unused() => Use(new byte[1 << 20]);
        """));

    [Fact]
    public Task HelperInAnotherPart_Reports() => LargeArray.Reports("""
        public partial class ImportController : ControllerBase { public int Import() => Helper; }
        public partial class ImportController { private static int Helper => [|new byte[1 << 20]|].Length; }
        """);

    [Fact]
    public Task Message_NamesSizeReasonAndRemedy() => LargeArray.ReportsMessage(
        Snippet.Controller("public object Import() { return {|#0:new byte[1024 * 1024]|}; }"),
        "new byte[1024 * 1024]",
        "1.0 MiB",
        "action ImportController.Import",
        "rent it from 'ArrayPool<T>.Shared', or work in pieces of at most 64 KiB",
        "; no fix is offered because it is not held in a local variable of its own");

    [Fact]
    public Task WithoutAspNetCore_NothingIsRegistered() => LargeArray.WithoutAspNetCore(
        "public class ImportController { public int Post(System.IO.Pipelines.PipeReader reader) => new byte[1 << 20].Length; }");

    [Fact]
    public Task AdditionalEntryPoint_Reports() => LargeArray.WithOptions("appfrag.additional_entry_points = Shop.Jobs.Nightly|M:Shop.Queue.Pop", """
        namespace Shop
        {
            public class Queue { public int Pop() => [|new byte[1 << 20]|].Length; public int Peek() => new byte[1 << 20].Length; }
        }
        namespace Shop.Jobs
        {
            public class Nightly { public int Run() => Step(); private int Step() => [|new byte[1 << 20]|].Length; }
        }
        """);

    [Fact]
    public Task ExcludedSymbol_StaysSilent() => LargeArray.WithOptions("appfrag.excluded_symbol_names = Import*", Snippet.Controller(
        "public void Import() => Use(new byte[1 << 20]);"));

    [Theory]
    [InlineData("public class S { public object Save(IFormFile f) { return {|#0:new byte[1 << 20]|}; } }", "S.Save, which takes a request's IFormFile")]
    [InlineData("public class S { public object Save(IFormFile f) => Make(); object Make() { return {|#0:new byte[1 << 20]|}; } }", "called by S.Save, which takes a request's IFormFile")]
    [InlineData("public class Hook { public Task Invoke(HttpContext c) => Task.FromResult<object>({|#0:new byte[1 << 20]|}); }", "middleware Hook")]
    [InlineData("public static class E { public static void Map(WebApplication a) => a.MapGet(\"/\", Get); static object Get(HttpRequest r) { return {|#0:new byte[1 << 20]|}; } }", "minimal API handler Get")]
    [InlineData("namespace Ceen { public interface IHttpContext { } public class H { public object On(IHttpContext c) { return {|#0:new byte[1 << 20]|}; } } }", "H.On, which takes a request's IHttpContext")]
    public Task Message_NamesTheWayIn(string type, string way) => LargeArray.ReportsMessage(
        type,
        "new byte[1 << 20]",
        "1.0 MiB",
        way,
        "rent it from 'ArrayPool<T>.Shared', or work in pieces of at most 64 KiB",
        "; no fix is offered because it is not held in a local variable of its own");
}
