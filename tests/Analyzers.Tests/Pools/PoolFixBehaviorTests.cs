using System.Runtime.Loader;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>
/// Original and fixed code run on the same inputs. The pool under them hands out arrays of the very length that was asked for (then both must give the same
/// result) or longer ones full of what others left (then the fixed one must still give that result); and it counts what comes back.
/// </summary>
public sealed class PoolFixBehaviorTests
{
    private const string Pool = """
        public sealed class StrictPool : ArrayPool<byte>
        {
            public static readonly StrictPool Instance = new();
            public int Extra;
            public int Open;

            public override byte[] Rent(int minimumLength)
            {
                Open++;
                var array = new byte[minimumLength + Extra];
                Array.Fill(array, (byte)0xEE, minimumLength, Extra);
                return array;
            }

            public override void Return(byte[] array, bool clearArray = false)
            {
                Open--;
                Array.Fill(array, (byte)0xDD);
            }
        }
        """;

    public static TheoryData<string, string> Bodies => new()
    {
        { "lost at the end", "var b = Pool.Rent(n); var read = source.Read(b, 0, n); target.Write(b, 0, read); return read.ToString();" },
        { "lost on an early exit", "var b = Pool.Rent(n); if (source.Read(b, 0, n) < 3) return \"short\"; target.Write(b, 0, n); Pool.Return(b); return \"done\";" },
        { "result needs the buffer", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); return Convert.ToHexString(b, 0, n);" },
        { "lost in a loop", "var sum = 0; for (var i = 0; i < 4; i++) { var b = Pool.Rent(n); if (source.Read(b, 0, n) == 0) break; if (b[0] % 2 == 0) continue; sum += b[0]; } return sum.ToString();" },
        { "asynchronous", "var b = Pool.Rent(n); int read; var all = 0; while ((read = await source.ReadAsync(b, 0, n)) != 0) { await target.WriteAsync(b, 0, read); all += read; } return all.ToString();" },
        { "not awaited", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); _ = target.WriteAsync(b, 0, n); Pool.Return(b); return \"\";" },
        { "whole as text", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); var text = Convert.ToBase64String(b) + BitConverter.ToString(b); Pool.Return(b); return text;" },
        { "whole written", "var b = Pool.Rent(n); source.ReadExactly(b); target.Write(b); await target.WriteAsync(b); target.Write(b, 0, b.Length); Pool.Return(b); return \"\";" },
        { "whole stream", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); using var m = new MemoryStream(b); var length = m.Length; Pool.Return(b); return length.ToString();" },
        { "last element", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); var last = b[^1]; Pool.Return(b); return last.ToString();" },
        { "references left", "var names = ArrayPool<string>.Shared.Rent(n); for (var i = 0; i < n; i++) { names[i] = source.ReadByte().ToString(); } var text = string.Join(',', names, 0, n); ArrayPool<string>.Shared.Return(names); return text;" },
        { "lost in a nested function", "string Work() { using var m = new MemoryStream(); var b = Pool.Rent(n); var read = source.Read(b, 0, n); m.Write(b, 0, read); if (read < 3) { return \"short\"; } return Convert.ToHexString(m.ToArray()); } return Work();" },
        { "whole copied and hashed", "var b = Pool.Rent(n); source.ReadExactly(b, 0, n); var copy = b.ToArray(); var hash = SHA256.HashData(b); Pool.Return(b); return Convert.ToHexString(copy) + Convert.ToHexString(hash);" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task FixedCode_DoesWhatWasMeant(string what, string body)
    {
        using var editor = new PoolEditor($$"""
            {{Pool}}

            public static class Subject
            {
                private static readonly StrictPool Pool = StrictPool.Instance;

                public static async Task<string> Run(Stream source, Stream target, int n)
                {
                    await Task.Yield();
                    {{body}}
                }

                public static int Open(int extra)
                {
                    Pool.Extra = extra;
                    var open = Pool.Open;
                    Pool.Open = 0;
                    return open;
                }
            }
            """);
        using var original = await LoadAsync(editor.Document);
        await editor.ApplyAllAsync();
        Assert.Empty(await editor.DiagnosticsAsync());
        using var changed = await LoadAsync(editor.Document);

        foreach (var length in new[] { 1, 2, 3, 5, 16, 100 })
        {
            var meant = await original.RunAsync(length, extra: 0);
            Assert.Equal(meant, await changed.RunAsync(length, extra: 0));
            Assert.Equal(0, changed.Open());
            Assert.Equal(meant, await changed.RunAsync(length, extra: 37));
            Assert.True(changed.Open() == 0, what + " leaves rentals open");
        }
    }

    private static async Task<Loaded> LoadAsync(Document document)
    {
        using var image = new MemoryStream();
        var result = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new Loaded(image);
    }

    private sealed class Loaded : IDisposable
    {
        private readonly AssemblyLoadContext _context = new("fixed", isCollectible: true);
        private readonly Func<Stream, Stream, int, Task<string>> _run;
        private readonly Func<int, int> _open;

        public Loaded(Stream image)
        {
            var subject = _context.LoadFromStream(image).GetType("Subject", throwOnError: true)!;
            _run = subject.GetMethod("Run")!.CreateDelegate<Func<Stream, Stream, int, Task<string>>>();
            _open = subject.GetMethod("Open")!.CreateDelegate<Func<int, int>>();
        }

        public async Task<string> RunAsync(int length, int extra)
        {
            _open(extra);
            using var source = new MemoryStream(Enumerable.Range(1, 250).Select(number => (byte)number).ToArray());
            using var target = new MemoryStream();
            return await _run(source, target, length) + "|" + Convert.ToHexString(target.ToArray());
        }

        public int Open() => _open(0);

        public void Dispose() => _context.Unload();
    }
}
