using System.Text;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>The original and the fixed code of every fix but renting are compiled and run on the same bodies.</summary>
public sealed class FixBehaviorTests
{
    private static readonly byte[][] Bodies =
    [
        [],
        "{}"u8.ToArray(),
        "{\"Id\":17,\"Name\":\"Zoë\"}"u8.ToArray(),
        [.. Encoding.UTF8.Preamble, .. "{\"Id\":1}"u8],
        "{\"Id\":1} x"u8.ToArray(),
        "{\"Id\":"u8.ToArray(),
        "null"u8.ToArray(),
        Encoding.UTF8.GetBytes("{\"Name\":\"" + new string('é', 60_000) + "\"}"),
        [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)],
        [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))],
    ];

    [Theory]
    [InlineData("AF0004", "TryGetBuffer", """
        using var memory = new MemoryStream();
        await body.CopyToAsync(memory);
        await output.WriteAsync(memory.ToArray());
        return Convert.ToHexString(SHA256.HashData(memory.ToArray()));
        """)]
    [InlineData("AF0004", "TryGetBuffer", """
        var memory = new MemoryStream(10);
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest)) { await body.CopyToAsync(zip); }
        var text = Convert.ToBase64String(memory.ToArray());
        return text + Encoding.Latin1.GetString(memory.ToArray());
        """)]
    [InlineData("AF0004", "TryGetBuffer", """
        using var memory = new MemoryStream();
        for (var round = 0; round < 3; round++)
        {
            memory.WriteByte((byte)round);
            if (round == 1) { await body.CopyToAsync(memory); }
            output.Write(memory.ToArray());
        }
        return memory.Position.ToString();
        """)]
    [InlineData("AF0004", "CopyToAsync(request.HttpContext.Response.Body)", """
        IFormFile file = new FormFile(body, 0, body.Length, "file", "file");
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        var bytes = memory.ToArray();
        await request.HttpContext.Response.Body.WriteAsync(bytes);
        return body.Position.ToString();
        """)]
    [InlineData("AF0004", "CopyTo(request.HttpContext.Response.Body)", """
        IFormFile file = new FormFile(body, 0, body.Length, "file", "file");
        var memory = new MemoryStream();
        file.CopyTo(memory);
        request.HttpContext.Response.Body.Write(memory.ToArray());
        await output.WriteAsync(new byte[] { 1, 2, 3 });
        return output.Length.ToString();
        """)]
    [InlineData("AF0004", "DeserializeAsync", """
        using var reader = new StreamReader(body);
        var json = await reader.ReadToEndAsync();
        var order = JsonSerializer.Deserialize<Order>(json);
        return order?.ToString() ?? "nothing";
        """)]
    [InlineData("AF0004", "DeserializeAsync", """
        var options = new JsonSerializerOptions { PropertyNameCaseInsensitive = true };
        return JsonSerializer.Deserialize<Order>(await new StreamReader(body).ReadToEndAsync().ConfigureAwait(false), options)!.Name;
        """)]
    [InlineData("AF0004", "ParseAsync", """
        using var document = JsonDocument.Parse(await new StreamReader(body, Encoding.UTF8).ReadToEndAsync());
        return document.RootElement.GetRawText();
        """)]
    [InlineData("AF0005", "GetStream", """
        using var memory = new MemoryStream();
        await body.CopyToAsync(memory);
        memory.Position = 0;
        await memory.CopyToAsync(output);
        memory.Seek(1, SeekOrigin.Begin);
        memory.SetLength(memory.Length / 2);
        memory.WriteTo(output);
        return memory.Length + ";" + memory.Position + ";" + memory.ReadByte();
        """)]
    [InlineData("AF0002", "AllocateUninitializedArray", """
        var bytes = new byte[request.ContentLength.GetValueOrDefault() is var n ? (int)request.ContentLength!.Value : 0];
        await body.ReadExactlyAsync(bytes);
        Last = bytes;
        return Convert.ToHexString(SHA256.HashData(Last)) + bytes.Length;
        """)]
    [InlineData("AF0001", "AllocateUninitializedArray", """
        var bytes = new byte[100_000];
        await body.ReadExactlyAsync(bytes, 0, bytes.Length);
        Last = bytes;
        return Convert.ToHexString(SHA256.HashData(Last));
        """)]
    [InlineData("AF0007", "20_000", """
        var all = new List<long>();
        for (var i = 0; i < 20_000; i++) { all.Add(i * body.Length); }
        return string.Join(",", all);
        """)]
    [InlineData("AF0008", "pinned: true", """
        var bytes = new byte[4096];
        Handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        var read = body.Read(bytes);
        Marshal.WriteByte(Handle.AddrOfPinnedObject(), 1, 9);
        output.Write(bytes);
        return read.ToString();
        """)]
    public async Task FixedCode_DoesTheSame(string rule, string sign, string statements)
    {
        using var editor = new EditorHost($$"""
            public record Order(int Id, string Name);

            public static class Subject
            {
                public static byte[] Last = [];
                public static GCHandle Handle;

                public static async Task<string> Run(HttpRequest request, Stream output)
                {
                    var body = request.Body;
                    request.ContentLength = body.Length;
                    await Task.Yield();
                    {{statements}}
                }
            }
            """);
        Assert.Contains(await editor.DiagnosticsAsync(), found => found.Id == rule);
        using var original = await CompiledSubject.CompileAsync(editor.Document);
        await editor.ApplyAllAsync();
        Assert.Contains(sign, (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
        using var changed = await CompiledSubject.CompileAsync(editor.Document);

        foreach (var body in Bodies)
        {
            Assert.Equal(await original.RunAsync(body), await changed.RunAsync(body));
        }
    }
}
