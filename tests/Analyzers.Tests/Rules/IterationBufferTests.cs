using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0003: one buffer would do for all iterations.</summary>
[Trait("Rule", RuleIds.IterationBuffer)]
public sealed class IterationBufferTests
{
    [Theory]
    [InlineData("while (stream.CanRead) { var b = [|new byte[100_000]|]; stream.ReadExactly(b); }")]
    [InlineData("for (var i = 0; i < n; i++) { var b = [|new byte[1 << 20]|]; n += stream.Read(b, 0, b.Length); }")]
    [InlineData("foreach (var name in names) { var b = [|new byte[100_000]|]; stream.Write(b, 0, 10); }")]
    [InlineData("do { stream.ReadExactly([|new byte[100_000]|]); } while (stream.CanRead);")]
    [InlineData("const int size = 100_000; while (stream.CanRead) { var b = [|new char[size]|]; Console.Out.Write(b, 0, 10); }")]
    [InlineData("while (stream.CanRead) { var b = [|GC.AllocateUninitializedArray<byte>(100_000)|]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { if (n > 3) { var b = [|new byte[100_000]|]; stream.ReadExactly(b); } }")]
    [InlineData("while (stream.CanRead) { var b = [|new byte[100_000]|]; if (stream.Read(b) == 0) break; }")]
    [InlineData("while (stream.CanRead) { var b = [|new byte[100_000]|]; var view = b.AsSpan(); stream.ReadExactly(view); }")]
    [InlineData("byte[] b; while (stream.CanRead) { b = [|new byte[100_000]|]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { var b = [|new byte[100_000]|]; names.Add(Convert.ToBase64String(b)); }")]
    [InlineData("while (stream.CanRead) { var b = [|new byte[100_000]|]; names.Add(new string(Encoding.UTF8.GetChars(b))); }")]
    public Task LargeBuffer_Reports(string statements) => IterationBufferCase.Reports(Method(statements));

    [Theory]
    [InlineData("var b = new byte[100_000]; while (stream.CanRead) stream.ReadExactly(b);")]
    [InlineData("while (stream.CanRead) { var b = new byte[8192]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { var b = new byte[84_976 - 1]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { var b = ArrayPool<byte>.Shared.Rent(100_000); stream.ReadExactly(b); ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("foreach (var x in new byte[100_000]) { n += x; }")]
    [InlineData("for (var b = new byte[100_000]; n < 5; n++) stream.ReadExactly(b);")]
    [InlineData("for (var i = 0; i < 4; i++) { var b = new byte[100_000]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { Action read = () => { var b = new byte[100_000]; stream.ReadExactly(b); }; Kept.Add(read); }")]
    [InlineData("while (stream.CanRead) { Step(); void Step() { var b = new byte[100_000]; stream.ReadExactly(b); } }")]
    [InlineData("while (stream.CanRead) { var b = new byte[100_000]; stream.ReadExactly(b); break; }")]
    [InlineData("while (stream.CanRead) { var b = new byte[100_000]; stream.ReadExactly(b); return; }")]
    [InlineData("while (true) { try { var b = new byte[100_000]; stream.ReadExactly(b); return; } catch (IOException) { n++; } }")]
    [InlineData("while (true) { if (n > 3) { var b = new byte[100_000]; stream.ReadExactly(b); break; } n++; }")]
    [InlineData("while (true) { switch (n) { case 1: var b = new byte[100_000]; stream.ReadExactly(b); return; } n++; }")]
    [InlineData("do { var b = new byte[100_000]; stream.ReadExactly(b); } while (false);")]
    [InlineData("while (stream.CanRead) { var b = new byte[100_000]; stream.ReadExactly(b); Kept.Add(b); }")]
    [InlineData("while (stream.CanRead) { Kept.Add(new byte[100_000]); }")]
    [InlineData("while (stream.CanRead) { var b = new byte[100_000]; stream.ReadExactly(b); _field = b; }")]
    [InlineData("while (stream.CanRead) { _field = new byte[100_000]; }")]
    [InlineData("var all = new byte[n][]; for (var i = 0; i < n; i++) { all[i] = new byte[100_000]; }")]
    [InlineData("while (stream.CanRead) { var b = new byte[100_000]; stream.ReadExactly(b); Kept.Add(new Chunk(b)); }")]
    [InlineData("while (stream.CanRead) { n++; var b = new byte[n]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { var b = new byte[stream.ReadByte()]; stream.ReadExactly(b); }")]
    [InlineData("while (stream.CanRead) { foreach (var name in names) n++; }")]
    public Task OtherBuffer_StaysSilent(string statements) => IterationBufferCase.StaysSilent(Method(statements));

    [Theory]
    [InlineData(DiagnosticSeverity.Warning, "while (stream.CanRead) { var b = {|#0:new byte[100_000]|}; stream.ReadExactly(b); }")]
    [InlineData(DiagnosticSeverity.Info, "while (stream.CanRead) { var b = {|#0:new byte[100_000]|}; Elsewhere(b); }")]
    [InlineData(DiagnosticSeverity.Info, "while (stream.CanRead) { var b = {|#0:new byte[100_000]|}; stream.ReadExactly(b); Task.Run(() => stream.Write(b)); }")]
    [InlineData(DiagnosticSeverity.Info, "while (stream.CanRead) { var b = {|#0:new byte[100_000]|}; stream.ReadAsync(b); }")]
    [InlineData(DiagnosticSeverity.Info, "while (stream.CanRead) { var b = {|#0:new byte[n]|}; stream.ReadExactly(b); }")]
    [InlineData(DiagnosticSeverity.Info, "var size = Options.BlockSize; var b = new byte[size]; while (stream.Read(b) > 0) { Elsewhere(b); b = {|#0:new byte[size]|}; }")]
    public Task Certainty_DecidesTheSeverity(DiagnosticSeverity severity, string statements) => IterationBufferCase.ReportsAs(severity, Method(statements));

    [Theory]
    [InlineData("int length = 32", "while (stream.CanRead) { var b = new byte[length]; stream.ReadExactly(b); }")]
    [InlineData("int length = 4096", "for (var i = 0; i < 100; i++) { var b = new byte[length]; stream.ReadExactly(b, 0, length); }")]
    public Task SmallDefault_StaysSilent(string parameter, string statements) => IterationBufferCase.StaysSilent($$"""
        public static class Copier { public static void Copy(Stream stream, {{parameter}}) { {{statements}} } }
        """);

    [Fact]
    public Task LargeDefaultOnARequestPath_Warns() => IterationBufferCase.ReportsAs(DiagnosticSeverity.Warning, """
        public static class Copier
        {
            public static void Copy(HttpRequest request, int length = 1 << 20)
            {
                while (request.Body.CanRead) { var b = {|#0:new byte[length]|}; request.Body.ReadExactly(b); }
            }
        }
        """);

    [Theory]
    [InlineData("static Tables() { foreach (var row in Rows) { var b = new byte[100_000]; Stream.Null.ReadExactly(b); } }")]
    [InlineData("static void Main() { foreach (var row in Rows) { var b = new byte[100_000]; Stream.Null.ReadExactly(b); } }")]
    public Task StartUp_StaysSilent(string member) => IterationBufferCase.StaysSilent($"public class Tables {{ static readonly string[] Rows = []; {member} }}");

    [Fact]
    public Task TestCode_StaysSilent() => IterationBufferCase.StaysSilent("""
        namespace Shop.Tests { public class CopyTests { public void Copy() { while (true) { Stream.Null.ReadExactly(new byte[100_000]); } } } }
        """);

    [Fact]
    public Task RequestPath_IsLeftToTheOtherRules() => IterationBufferCase.StaysSilent(Snippet.Controller("""
        public void Import(IFormFile file)
        {
            while (true)
            {
                file.OpenReadStream().ReadExactly(new byte[100_000]);
                file.OpenReadStream().ReadExactly(new byte[file.Length]);
            }
        }
        """));

    [Fact]
    public Task Message_NamesSizeAndRemedy() => IterationBufferCase.ReportsMessage(
        Method("while (stream.CanRead) { var b = {|#0:new byte[100_000]|}; stream.ReadExactly(b); lock (b) { n++; } }"),
        "new byte[100_000]",
        "97.7 KiB",
        "",
        "create it once before the loop, or rent it",
        "; no fix is offered because 'b' is used in a way that is not known to be safe");

    private static string Method(string statements) => $$"""
        public class Chunk { public Chunk(byte[] content) { } }
        public class Settings { public int BlockSize { get; set; } }
        public class Work
        {
            private byte[] _field = [];
            private static readonly List<object> Kept = [];
            private static readonly Settings Options = new();
            private static void Elsewhere(byte[] b) { }

            public void Do(Stream stream, int n, List<string> names)
            {
                {{statements}}
            }
        }
        """;
}
