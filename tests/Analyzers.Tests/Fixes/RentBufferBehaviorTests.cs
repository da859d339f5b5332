using System.Buffers;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>
/// The original and the fixed code are compiled and run on the same bodies, with a pool whose arrays hold somebody else's
/// content: whatever reads beyond the asked-for length or sees unwritten elements answers differently.
/// </summary>
public sealed class RentBufferBehaviorTests
{
    private const int Size = 100_000;

    [Theory]
    [InlineData("""
        var b = new byte[100_000];
        int read;
        long total = 0;
        while ((read = await body.ReadAsync(b)) > 0) { output.Write(b, 0, read); total += read; }
        return total.ToString();
        """)]
    [InlineData("""
        var b = new byte[request.ContentLength ?? 0];
        await body.ReadExactlyAsync(b);
        output.Write(b);
        return Convert.ToHexString(SHA256.HashData(b)) + b.Length;
        """)]
    [InlineData("""
        var b = new byte[100_000];
        var read = body.Read(b, 0, b.Length);
        await output.WriteAsync(b);
        return Convert.ToBase64String(b) + read;
        """)]
    [InlineData("""
        var b = new byte[100_000];
        if (body.Read(b.AsSpan(10)) == 0) return "empty";
        for (var i = 0; i < 3; i++)
        {
            if (body.ReadByte() < 0) { output.WriteByte(7); break; }
            await output.WriteAsync(b.AsMemory());
        }
        return b[99_999].ToString() + b[0];
        """)]
    [InlineData("""
        var b = new byte[100_000];
        try { await body.ReadExactlyAsync(b); }
        catch (EndOfStreamException) { return "short"; }
        return Convert.ToHexString(SHA256.HashData(b));
        """)]
    [InlineData("""
        var chars = new char[50_000];
        using var reader = new StreamReader(body, Encoding.Latin1);
        var text = 0;
        int read;
        do
        {
            read = await reader.ReadAsync(chars, 0, chars.Length);
            text += new ReadOnlySpan<char>(chars.AsSpan(0, read).ToArray()).Length;
        }
        while (read > 0);
        return text.ToString();
        """)]
    [InlineData("""
        var results = "";
        for (var round = 0; round < 3; round++)
        {
            var b = GC.AllocateUninitializedArray<byte>(90_000);
            var read = await body.ReadAtLeastAsync(b, 50_000, throwOnEndOfStream: false);
            if (read == 0) continue;
            results += Encoding.Latin1.GetString(b, 0, read).Length + ";";
        }
        return results;
        """)]
    [InlineData("""
        var b = new byte[100_000];
        var read = body.Read(b);
        long sum = 0;
        for (var i = 0; i < b.Length; i++) { sum += b[i] * i; }
        for (int i = 1; i < read; i++) { b[i] ^= 0x5A; }
        for (var i = 0; i < 10; ++i) { b[i]++; sum += b[i]; }
        output.Write(b, 0, b.Length);
        return sum.ToString();
        """)]
    [InlineData("""
        var head = new byte[16];
        body.ReadAtLeast(head, 16, throwOnEndOfStream: false);
        var b = new byte[100_000];
        Array.Copy(head, b, 16);
        Array.Copy(head, 0, b, 99_984, 16);
        Buffer.BlockCopy(b, 0, head, 8, 8);
        var read = body.Read(b, 0, b.Length);
        var rest = new byte[Math.Max(read, 16)];
        Array.Copy(b, 0, rest, 0, read);
        output.Write(rest);
        return Convert.ToHexString(head) + b[99_999];
        """)]
    [InlineData("""
        return Work();

        string Work()
        {
            var b = new byte[100_000];
            Span<byte> all = b;
            var part = b.AsSpan(10, 20);
            part.Fill(7);
            part[0] = 1;
            var read = body.Read(all);
            foreach (var value in part.ToArray()) { output.WriteByte(value); }
            var last = all[all.Length - 1];
            return SHA256.HashData(all)[0] + ";" + last + ";" + all.IndexOf((byte)7);
        }
        """)]
    public async Task FixedCode_DoesTheSame(string statements)
    {
        using var editor = new EditorHost($$"""
            public static class Subject
            {
                public static async Task<string> Run(HttpRequest request, Stream output)
                {
                    var body = request.Body;
                    request.ContentLength = body.Length;
                    await Task.Yield();
                    {{statements}}
                }
            }
            """);
        var originalText = (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        using var original = await CompiledSubject.CompileAsync(editor.Document);
        await editor.ApplyAllAsync();
        Assert.NotEqual(originalText, (await editor.Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        Assert.DoesNotContain(await editor.DiagnosticsAsync(), found => found.Id is "AF0001" or "AF0002");
        using var rented = await CompiledSubject.CompileAsync(editor.Document);

        foreach (var length in new[] { 0, 1, 10, 4_000, Size - 1, Size, Size + 1, (3 * Size) + 17 })
        {
            var input = new byte[length];
            new Random(length).NextBytes(input);
            var expected = await original.RunAsync(input);
            SpoilPool<byte>(0xEE);
            SpoilPool('#');
            Assert.Equal(expected, await rented.RunAsync(input));
        }
    }

    private static void SpoilPool<T>(T content)
    {
        foreach (var length in new[] { 4_096, 50_000, Size, 2 * Size, 4 * Size })
        {
            var rented = ArrayPool<T>.Shared.Rent(length);
            rented.AsSpan().Fill(content);
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
