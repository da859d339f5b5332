using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1002: the same array goes back a second time, or only seems to.</summary>
[Trait("Rule", RuleIds.RentalReturnedTwice)]
public sealed class RentalReturnedTwiceTests
{
    [Fact]
    public Task Twice_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (stream.Read(buffer, 0, n) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task TwiceByFinally_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            if (stream.Read(buffer, 0, n) == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                return 0;
            }
        }
        finally
        {
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task TwiceByCatch_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);
            stream.Flush();
        }
        catch
        {
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
            throw;
        }
        """);

    [Fact]
    public Task TwiceByLoop_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        for (var i = 0; i < n; i++)
        {
            stream.WriteByte({|AF1003:buffer|}[0]);
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }

        {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task TwiceByAnotherName_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var same = buffer;
        ArrayPool<byte>.Shared.Return(buffer);
        {|AF1002:ArrayPool<byte>.Shared.Return(same)|};
        """);

    [Fact]
    public Task ParameterTwice_Reports() => PoolVerifier.Members("""
        public void Release(byte[] buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            {|AF1002:ArrayPool<byte>.Shared.Return(buffer)|};
        }
        """);

    [Fact]
    public Task EitherReturn_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        if (stream.Read(buffer, 0, n) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return 0;
        }

        Look(buffer.AsSpan(0, n));
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ForgottenAfterReturn_StaysSilent() => PoolVerifier.Body("""
        byte[]? buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            if (stream.Read(buffer, 0, n) == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = null;
                return 0;
            }
        }
        finally
        {
            if (buffer != null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task CatchOrNormalEnd_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        try
        {
            stream.ReadExactly(buffer, 0, n);
        }
        catch (IOException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task DoneFlag_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        var done = false;
        while (!done)
        {
            var read = stream.Read(buffer, 0, n);
            if (read == 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
                done = true;
            }
        }
        """);

    [Fact]
    public Task RentedAgain_StaysSilent() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = ArrayPool<byte>.Shared.Rent(n * 2);
        stream.ReadExactly(buffer, 0, n);
        ArrayPool<byte>.Shared.Return(buffer);
        """);

    [Fact]
    public Task ElementsOfACollection_StaySilent() => PoolVerifier.Members("""
        private readonly List<byte[]> _all = new();
        private byte[] _field = new byte[1];

        public void Clear()
        {
            foreach (var buffer in _all)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }

            for (var i = 0; i < _all.Count; i++)
            {
                ArrayPool<byte>.Shared.Return(_all[i]);
            }
        }

        public void Replace(int n)
        {
            ArrayPool<byte>.Shared.Return(_field);
            Renew(n);
            _field[0] = 1;
            ArrayPool<byte>.Shared.Return(_field);
        }

        private void Renew(int n) => _field = ArrayPool<byte>.Shared.Rent(n);
        """);

    [Fact]
    public Task UsingOwnerDisposedEarly_StaysSilent() => PoolVerifier.Body("""
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        await stream.ReadExactlyAsync(owner.Memory[..n], token);
        owner.Dispose();
        """);

    [Theory]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); switch (stream.Read(b, 0, n)) { case 0: ArrayPool<byte>.Shared.Return(b); return 0; case 1: ArrayPool<byte>.Shared.Return(b); break; default: ArrayPool<byte>.Shared.Return(b); break; }")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); try { stream.Flush(); } finally { ArrayPool<byte>.Shared.Return(b); b = ArrayPool<byte>.Shared.Rent(n); } ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var returned = false; if (flag) { ArrayPool<byte>.Shared.Return(b); returned = true; } if (!returned) { ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); var other = ArrayPool<byte>.Shared.Rent(n); (b, other) = (other, b); ArrayPool<byte>.Shared.Return(other); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("for (var i = 0; i < n; i++) { var b = ArrayPool<byte>.Shared.Rent(n); if (i == 2) { ArrayPool<byte>.Shared.Return(b); continue; } ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("var all = new List<byte[]> { ArrayPool<byte>.Shared.Rent(n), ArrayPool<byte>.Shared.Rent(n) }; ArrayPool<byte>.Shared.Return(all[0]); ArrayPool<byte>.Shared.Return(all[1]);")]
    [InlineData("IMemoryOwner<byte>? owner = MemoryPool<byte>.Shared.Rent(n); try { Look(owner.Memory.Span[..1]); } finally { owner?.Dispose(); owner = null; } owner?.Dispose();")]
    public Task OneReturnForEachRental_StaysSilent(string body) => PoolVerifier.Body(body);
}
