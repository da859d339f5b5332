using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>Where renting could change what the program does, no fix is offered.</summary>
public sealed class RentBufferRefusalTests
{
    [Theory]
    [InlineData("return b;")]
    [InlineData("_field = b; return null;")]
    [InlineData("Property = b; return null;")]
    [InlineData("var other = b; return other.Length;")]
    [InlineData("return b[^1];")]
    [InlineData("return b[1..5];")]
    [InlineData("return b[body.ReadByte()];")]
    [InlineData("var sum = 0; foreach (var x in b) { sum += x; } return sum;")]
    [InlineData("return new MemoryStream(b);")]
    [InlineData("using var m = new MemoryStream(b); return m.Length;")]
    [InlineData("return b.ToString();")]
    [InlineData("return b.Sum(x => x);")]
    [InlineData("return b == null;")]
    [InlineData("return b is { Length: > 5 };")]
    [InlineData("Func<int> later = () => b.Length; return later();")]
    [InlineData("return Later(); int Later() => b.Length;")]
    [InlineData("Keep(b); return null;")]
    [InlineData("return new List<byte>(b);")]
    [InlineData("return JsonDocument.Parse(b);")]
    [InlineData("b = new byte[5]; return b.Length;")]
    [InlineData("Array.Resize(ref b, 5); return b.Length;")]
    [InlineData("Memory<byte> m = b; return m.Length;")]
    [InlineData("var m = b.AsMemory(); return m.Length;")]
    [InlineData("return b.AsMemory(0, 5).ToArray();")]
    [InlineData("return new ArraySegment<byte>(b, 0, 5).Count;")]
    [InlineData("return body.Read(b, 0, body.ReadByte());")]
    [InlineData("return body.Read(b, body.ReadByte(), 5);")]
    [InlineData("return body.Read(b, 99_999, 2);")]
    [InlineData("return body.Read(b.AsSpan(body.ReadByte()));")]
    [InlineData("int n = body.ReadByte(); body.Write(b, 0, n); return null;")]
    [InlineData("int n = body.Read(b, 5, 10); n++; body.Write(b, 0, n); return null;")]
    [InlineData("int n = body.Read(b, 5, 10); body.Write(b, 0, n); return null;")]
    [InlineData("return body.ReadAsync(b, 0, 10);")]
    [InlineData("var t = body.ReadAsync(b, 0, 10); t.Wait(); return null;")]
    [InlineData("_ = body.WriteAsync(b, 0, 10); return null;")]
    [InlineData("var named = new { b.Length }; return named.Length;")]
    [InlineData("var named = (b.Length, 1); return named.Length;")]
    [InlineData("return nameof(b.Length);")]
    [InlineData("return new { Size = b.Length };")]
    [InlineData("try { body.ReadExactly(b); return 1; } catch (IOException) { } return 2;")]
    [InlineData("try { body.ReadExactly(b); return 1; } finally { body.Write(b); }")]
    [InlineData("again: body.ReadExactly(b); if (body.ReadByte() > 0) { goto again; } return 2;")]
    [InlineData("ref var first = ref b[0]; first = 1; return first;")]
    [InlineData("return Interlocked.Exchange(ref _count, b.Length) + Unsafe(ref b[0]); static int Unsafe(ref byte x) => x;")]
    public Task UnsafeUse_OffersNothing(string statements) => FixVerifier<LargeArrayRule>.OffersNothing($$"""
        #nullable enable
        public class ImportController : ControllerBase
        {
            private byte[]? _field;
            private int _count;
            private byte[]? Property { get; set; }

            public object? Import(Stream body)
            {
                var b = [|new byte[100_000]|];
                {{statements}}
            }

            private void Keep(byte[] buffer) => _field = buffer;
        }
        """);

    [Theory]
    [InlineData("var task = body.ReadAsync(b, 0, 10); await task; return null;")]
    [InlineData("await body.ReadAsync(b, 0, 10).WaitAsync(token); return null;")]
    [InlineData("await Task.WhenAny(body.ReadAsync(b, 0, 10), Task.Delay(5)); return null;")]
    [InlineData("try { await body.ReadExactlyAsync(b); } catch (IOException) { } return null;")]
    [InlineData("while (true) { try { await body.ReadExactlyAsync(b); } catch (IOException) { continue; } }")]
    [InlineData("await Task.Run(() => body.Read(b)); return null;")]
    public Task OperationThatMayStillRun_OffersNothing(string statements) => FixVerifier<LargeArrayRule>.OffersNothing($$"""
        #nullable enable
        public class ImportController : ControllerBase
        {
            public async Task<object?> Import(Stream body, CancellationToken token)
            {
                var b = [|new byte[100_000]|];
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("Use([|new byte[100_000]|]);")]
    [InlineData("byte[] a = [|new byte[100_000]|], b = [|new byte[100_000]|]; body.Read(a); body.Read(b);")]
    [InlineData("Span<byte> b = [|new byte[100_000]|]; body.Read(b);")]
    [InlineData("var b = [|new string[100_000]|]; Use(b.Length);")]
    [InlineData("var b = [|new byte[400, 400]|]; Use(b.Length);")]
    [InlineData("object b = [|new byte[100_000]|]; Use(b);")]
    [InlineData("var b = [|new MemoryStream(100_000)|]; Use(b.Length);")]
    [InlineData("switch (body.ReadByte()) { case 1: var b = [|new byte[100_000]|]; body.Read(b); break; }")]
    public Task CreationThatIsNoPlainLocal_OffersNothing(string statements) => FixVerifier<LargeArrayRule>.OffersNothing($$"""
        public class ImportController : ControllerBase
        {
            public void Import(Stream body) { {{statements}} }
            private static void Use(object value) { }
        }
        """);

    [Theory]
    [InlineData("for (var i = 0; i <= b.Length; i++) { b[i] = 1; }")]
    [InlineData("for (var i = 0; i < n; i++) { b[i] = 1; }")]
    [InlineData("for (var i = -1; i < b.Length; i++) { b[i] = 1; }")]
    [InlineData("for (var i = 0; i < b.Length; i++) { b[i] = 1; i += 2; b[i] = 2; }")]
    [InlineData("for (var i = 0; i < b.Length; i++) { if (b[i + 1] == 1) n++; }")]
    [InlineData("for (var i = 0; i < 100_001; i++) { b[i] = 1; }")]
    [InlineData("for (var i = 0; i < b.Length; i++) { n += One(ref b[i]); }")]
    [InlineData("Array.Copy(theirs, b, theirs.Length);")]
    [InlineData("Array.Copy(theirs, 0, b, 99_990, 20);")]
    [InlineData("Array.Copy(b, theirs, n);")]
    [InlineData("Array.Sort(b);")]
    [InlineData("Array.Resize(ref b, 10);")]
    [InlineData("var span = b.AsSpan(); span = theirs; span.Clear();")]
    [InlineData("var span = b.AsSpan(); var other = span.Slice(1); other.Clear();")]
    [InlineData("var span = b.AsSpan(); n += One(ref span[0]);")]
    [InlineData("var memory = b.AsMemory(); Keep(memory);")]
    [InlineData("scoped Span<byte> outer = default; { var span = b.AsSpan(); outer = span; } outer.Clear();")]
    public Task IndexCopyOrSpanThatIsNotKnownToFit_OffersNothing(string statements) => FixVerifier<LargeArrayRule>.OffersNothing($$"""
        public class ImportController : ControllerBase
        {
            private Memory<byte> _memory;
            public void Import(byte[] theirs, int n)
            {
                var b = [|new byte[100_000]|];
                {{statements}}
            }
            private int One(ref byte value) => value;
            private void Keep(Memory<byte> memory) => _memory = memory;
        }
        """);

    [Fact]
    public Task Iterator_OffersNothing() => FixVerifier<LargeArrayRule>.OffersNothing("""
        public class ImportController : ControllerBase
        {
            public IEnumerable<int> Import(Stream body)
            {
                var b = [|new byte[100_000]|];
                while (body.Read(b) is > 0 and var read)
                {
                    yield return read;
                }
            }
        }
        """);

    [Theory]
    [InlineData("return b;", "'b' is returned")]
    [InlineData("_field = b; return b.Length;", "'b' is stored in '_field'")]
    [InlineData("return b[^1];", "'b[^1]' is not known to lie within its length")]
    [InlineData("return new MemoryStream(b);", "'b' is passed to 'new MemoryStream', which may keep it or depend on its exact length")]
    [InlineData("Func<int> later = () => b.Length; return later();", "'b' is captured by a lambda or local function")]
    [InlineData("return body.ReadAsync(b, 0, 10);", "the task of 'body.ReadAsync(b, 0, 10)' is not awaited at once")]
    public Task Message_SaysWhatStandsInTheWay(string statements, string obstacle) => LargeArray.ReportsMessage(
        $$"""
        public class ImportController : ControllerBase
        {
            private byte[] _field = null!;
            public object Import(Stream body)
            {
                var b = {|#0:new byte[100_000]|};
                {{statements}}
            }
            private int Count() => _field.Length;
        }
        """,
        "new byte[100_000]",
        "97.7 KiB",
        "action ImportController.Import",
        "rent it from 'ArrayPool<T>.Shared', or work in pieces of at most 64 KiB",
        "; no fix is offered because " + obstacle);
}
