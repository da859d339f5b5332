using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>Each row of the table, with AF0001 as the rule.</summary>
[Trait("Rule", RuleIds.LargeArray)]
public sealed class EntryPointTableTests
{
    public static TheoryData<string, string, string> RowData
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (row, framework, use) in EntryPointCases.Rows)
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
            foreach (var (space, declaration, parameter) in EntryPointCases.ForeignSignatures)
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
        EntryPointCases.Rows.Select(row => row.Row).Order());

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
        var foreign = EntryPointCases.ForeignSignatures.Select(row => row.Namespace + "." + row.Declaration.Split(' ', 2)[1].Replace("<T>", "`1", StringComparison.Ordinal).Replace("<K, V>", "`2", StringComparison.Ordinal));
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
