using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1006: returned where it does not come from.</summary>
[Trait("Rule", RuleIds.RentalReturnedToOtherPool)]
public sealed class RentalOtherPoolTests
{
    [Fact]
    public Task OtherPool_Reports() => PoolVerifier.Members("""
        private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(1 << 24, 4);
        private static readonly ArrayPool<byte> Small = ArrayPool<byte>.Create(1 << 12, 64);

        public void Run(Stream stream, int n)
        {
            var buffer = Large.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};

            var second = Large.Rent(n);
            stream.ReadExactly(second, 0, n);
            {|AF1006:Small.Return(second)|};
        }
        """);

    [Fact]
    public Task NotRented_Reports() => PoolVerifier.Body("""
        var buffer = n > 1024 ? ArrayPool<byte>.Shared.Rent(n) : new byte[n];
        stream.ReadExactly(buffer, 0, n);
        {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task Resized_Reports() => PoolVerifier.Body("""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        stream.ReadExactly(buffer, 0, n);
        Array.Resize(ref buffer, n * 2);
        {|AF1006:ArrayPool<byte>.Shared.Return(buffer)|};
        """);

    [Fact]
    public Task SamePoolByAnotherName_StaysSilent() => PoolVerifier.Members("""
        private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Shared;
        private readonly ArrayPool<byte> _pool;

        public Subject(ArrayPool<byte> pool) => _pool = pool;

        public void Run(Stream stream, int n, ArrayPool<byte> pool)
        {
            var buffer = Pool.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            ArrayPool<byte>.Shared.Return(buffer);

            var local = ArrayPool<byte>.Shared;
            buffer = local.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            Pool.Return(buffer);

            buffer = _pool.Rent(n);
            stream.ReadExactly(buffer, 0, n);
            pool.Return(buffer);
        }
        """);

    [Fact]
    public Task EmptyIsNotReturned_StaysSilent() => PoolVerifier.Body("""
        var buffer = n == 0 ? Array.Empty<byte>() : ArrayPool<byte>.Shared.Rent(n);
        n = stream.Read(buffer, 0, n);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Theory]
    [InlineData("public void Chosen(bool large, int n) { var pool = large ? ArrayPool<byte>.Shared : ArrayPool<byte>.Create(); var b = pool.Rent(n); b[0] = 1; pool.Return(b); }")]
    [InlineData("private static ArrayPool<byte> Pool => ArrayPool<byte>.Shared; public void Property(int n) { var b = Pool.Rent(n); b[0] = 1; ArrayPool<byte>.Shared.Return(b); }")]
    [InlineData("public ArrayPool<byte> Pool { get; set; } = ArrayPool<byte>.Create(); public void Settable(int n) { var b = Pool.Rent(n); b[0] = 1; Pool.Return(b); }")]
    [InlineData("private static readonly ArrayPool<byte> A = ArrayPool<byte>.Create(); private static readonly ArrayPool<byte> B = A; public void Alias(int n) { var b = A.Rent(n); b[0] = 1; B.Return(b); }")]
    [InlineData("public void Given(byte[]? given, int n) { var b = given ?? ArrayPool<byte>.Shared.Rent(n); b[0] = 1; if (given is null) { ArrayPool<byte>.Shared.Return(b); } }")]
    [InlineData("public void Replaced(int n) { var b = new byte[16]; if (n > 16) { b = ArrayPool<byte>.Shared.Rent(n); b[0] = 1; ArrayPool<byte>.Shared.Return(b); } }")]
    [InlineData("public void Resized(int n) { var b = new byte[16]; Array.Resize(ref b, n); var r = ArrayPool<byte>.Shared.Rent(n); b.CopyTo(r, 0); ArrayPool<byte>.Shared.Return(r); }")]
    [InlineData("public void Unknown(Func<int, byte[]> make, int n) { var b = make(n); ArrayPool<byte>.Shared.Return(b); }")]
    public Task PoolThatMayBeTheSame_StaysSilent(string members) => PoolVerifier.Members(members);
}
