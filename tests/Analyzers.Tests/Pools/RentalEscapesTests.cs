using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1005: handed out and returned as well, or only copied out.</summary>
[Trait("Rule", RuleIds.RentalEscapesAndReturned)]
public sealed class RentalEscapesTests
{
    [Fact]
    public Task ReturnedToTheCallerAndThePool_Reports() => PoolVerifier.Members("""
        public byte[] Read(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                stream.ReadExactly(buffer, 0, n);
                return {|AF1005:buffer|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public ReadOnlyMemory<byte> Slice(Stream stream, int n)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(n);
            stream.ReadExactly(owner.Memory.Span[..n]);
            return {|AF1005:owner.Memory[..n]|};
        }

        public Stream Wrap(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            var result = new MemoryStream(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            return {|AF1005:result|};
        }

        public (byte[], int) Pair(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return {|AF1005:(buffer, stream.Read(buffer, 0, n))|};
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task StaysInAField_Reports() => PoolVerifier.Members("""
        private byte[]? _last;

        public void Read(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            _last = buffer;
            {|AF1005:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task OutParameter_Reports() => PoolVerifier.Members("""
        public void Read(Stream stream, int n, out byte[] result)
        {
            result = ArrayPool<byte>.Shared.Rent(n);
            stream.ReadExactly(result, 0, n);
            {|AF1005:ArrayPool<byte>.Shared.Return(result)|};
        }
        """);

    [Fact]
    public Task CopiesToTheCaller_StaySilent() => PoolVerifier.Members("""
        public byte[] Copy(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                stream.ReadExactly(buffer, 0, n);
                return buffer.AsSpan(0, n).ToArray();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public string Text(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return Encoding.UTF8.GetString(buffer, 0, stream.Read(buffer, 0, n));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public int First(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            try
            {
                return buffer[0];
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }

        public MemoryStream Stream(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            var result = new MemoryStream();
            result.Write(buffer, 0, stream.Read(buffer, 0, n));
            ArrayPool<byte>.Shared.Return(buffer);
            return result;
        }
        """);

    [Fact]
    public Task FieldThatIsReset_StaysSilent() => PoolVerifier.Members("""
        private byte[]? _current;

        public void Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            _current = buffer;
            Work(stream);
            _current = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }

        private void Work(Stream stream) => stream.ReadExactly(_current!, 0, 1);
        """);

    [Theory]
    [InlineData("public int Length(int n) { var b = ArrayPool<byte>.Shared.Rent(n); b[0] = 1; var length = b.Length; ArrayPool<byte>.Shared.Return(b); return length; }")]
    [InlineData("public (int, int) Pair(Stream s, int n) { var b = ArrayPool<byte>.Shared.Rent(n); var read = s.Read(b, 0, n); var pair = (read, (int)b[0]); ArrayPool<byte>.Shared.Return(b); return pair; }")]
    [InlineData("public byte[]? Lend(int n) { byte[]? b = ArrayPool<byte>.Shared.Rent(n); b[0] = 1; ArrayPool<byte>.Shared.Return(b); b = null; return b; }")]
    [InlineData("public void Out(int n, out byte[] result) { result = ArrayPool<byte>.Shared.Rent(n); ArrayPool<byte>.Shared.Return(result); result = Array.Empty<byte>(); }")]
    [InlineData("public void Grow(ref byte[] buffer, int n) { var b = ArrayPool<byte>.Shared.Rent(n); buffer.CopyTo(b, 0); ArrayPool<byte>.Shared.Return(buffer); buffer = b; }")]
    [InlineData("private byte[] _own = new byte[8]; public void Fill(Stream s, int n) { var b = ArrayPool<byte>.Shared.Rent(n); s.ReadExactly(b, 0, n); b.AsSpan(0, 8).CopyTo(_own); ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("private byte[]? _kept; public void Keep(int n) { var b = ArrayPool<byte>.Shared.Rent(n); b[0] = 1; if (n > 5) { _kept = b; } else { ArrayPool<byte>.Shared.Return(b); } }")]
    [InlineData("public IMemoryOwner<byte> Owner(int n) { var owner = MemoryPool<byte>.Shared.Rent(n); owner.Memory.Span[0] = 1; return owner; }")]
    [InlineData("public ReadOnlyMemory<byte> Copy(Stream s, int n) { using var owner = MemoryPool<byte>.Shared.Rent(n); s.ReadExactly(owner.Memory.Span[..n]); return owner.Memory[..n].ToArray(); }")]
    [InlineData("public byte[] Either(int n) { var b = ArrayPool<byte>.Shared.Rent(n); if (n > 5) { ArrayPool<byte>.Shared.Return(b); return new byte[n]; } return b; }")]
    [InlineData("public HttpContent Content(Stream s, int n) { var b = ArrayPool<byte>.Shared.Rent(n); s.ReadExactly(b, 0, n); var content = new ByteArrayContent(b.AsSpan(0, n).ToArray()); ArrayPool<byte>.Shared.Return(b); return content; }")]
    [InlineData("public IEnumerable<int> Each(Stream s, int n) { var b = ArrayPool<byte>.Shared.Rent(n); while (s.Read(b, 0, n) is > 0 and var read) { yield return read; } ArrayPool<byte>.Shared.Return(b); }")]
    public Task NothingOfTheRentalGoesOut_StaysSilent(string members) => PoolVerifier.Members(members);
}
