using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1004: where the length of a rental is content, and where it is only room.</summary>
[Trait("Rule", RuleIds.RentalLengthTakenAsExact)]
public sealed class RentedLengthTests
{
    [Theory]
    [InlineData("{|AF1004:stream.Write(buffer)|};")]
    [InlineData("var text = {|AF1004:Convert.ToBase64String(buffer)|};")]
    [InlineData("var text = {|AF1004:Encoding.UTF8.GetString(buffer)|};")]
    [InlineData("var text = {|AF1004:BitConverter.ToString(buffer)|};")]
    [InlineData("var hash = {|AF1004:SHA256.HashData(buffer)|};")]
    [InlineData("await {|AF1004:stream.WriteAsync(buffer, token)|};")]
    [InlineData("await {|AF1004:stream.WriteAsync(buffer.AsMemory(), token)|};")]
    [InlineData("{|AF1004:stream.Write(buffer.AsSpan())|};")]
    [InlineData("var copy = {|AF1004:buffer.ToArray()|};")]
    [InlineData("var other = {|AF1004:buffer.AsSpan().ToArray()|};")]
    [InlineData("var same = {|AF1004:buffer.AsSpan().SequenceEqual(new byte[n])|};")]
    [InlineData("var last = {|AF1004:buffer[^1]|};")]
    [InlineData("var sum = {|AF1004:buffer.Sum(b => b)|};")]
    [InlineData("using var memory = {|AF1004:new MemoryStream(buffer)|};")]
    [InlineData("{|AF1004:stream.ReadExactly(buffer)|};")]
    [InlineData("var json = {|AF1004:JsonSerializer.Deserialize<int[]>(buffer)|};")]
    [InlineData("await {|AF1004:File.WriteAllBytesAsync(\"a\", buffer, token)|};")]
    public Task TakenWhole_Reports(string use) => Content(use);

    [Theory]
    [InlineData("stream.Write(buffer, 0, {|AF1004:buffer.Length|});")]
    [InlineData("await stream.WriteAsync(buffer, 0, {|AF1004:buffer.Length|}, token);")]
    [InlineData("var text = Encoding.UTF8.GetString(buffer, 0, {|AF1004:buffer.Length|});")]
    [InlineData("{|AF1004:stream.Write(buffer.AsSpan(0, buffer.Length))|};")]
    [InlineData("Array.Copy(buffer, new byte[n], {|AF1004:buffer.Length|});")]
    public Task LengthAsCount_Reports(string use) => Content(use);

    [Fact]
    public Task Enumerated_Reports() => Content("""
        foreach (var b in {|AF1004:buffer|})
        {
            n += b;
        }
        """);

    [Fact]
    public Task Owner_Reports() => PoolVerifier.Body("""
        using var owner = MemoryPool<byte>.Shared.Rent(n);
        n = await stream.ReadAsync(owner.Memory, token);
        await {|AF1004:stream.WriteAsync(owner.Memory, token)|};
        {|AF1004:stream.Write(owner.Memory.Span)|};
        """);

    [Fact]
    public Task Constructed_Reports() => PoolVerifier.Members("""
        public string Run(int n)
        {
            var chars = ArrayPool<char>.Shared.Rent(n);
            chars.AsSpan(0, n).Fill('a');
            var text = {|AF1004:new string(chars)|};
            ArrayPool<char>.Shared.Return(chars);
            return text;
        }
        """);

    [Theory]
    [InlineData("var read = stream.Read(buffer, 0, buffer.Length);")]
    [InlineData("n += stream.Read(buffer);")]
    [InlineData("n += await stream.ReadAsync(buffer, token);")]
    [InlineData("n += await stream.ReadAsync(buffer.AsMemory(), token);")]
    [InlineData("n += await stream.ReadAsync(buffer.AsMemory(n, buffer.Length - n), token);")]
    [InlineData("n += await stream.ReadAsync(buffer.AsMemory(n), token);")]
    [InlineData("n += stream.ReadAtLeast(buffer, 10, throwOnEndOfStream: false);")]
    [InlineData("Array.Clear(buffer);")]
    [InlineData("Array.Clear(buffer, 0, buffer.Length);")]
    [InlineData("buffer.AsSpan().Clear();")]
    [InlineData("buffer.AsSpan().Fill(1);")]
    [InlineData("RandomNumberGenerator.Fill(buffer);")]
    [InlineData("Random.Shared.NextBytes(buffer);")]
    [InlineData("var written = Encoding.UTF8.GetBytes(\"text\", buffer);")]
    [InlineData("n += Encoding.UTF8.GetBytes(\"text\", 0, 4, buffer, 0);")]
    [InlineData("if (buffer.Length - n < 10 || n == buffer.Length) { n = 0; }")]
    [InlineData("SHA256.HashData(buffer.AsSpan(0, n), buffer);")]
    [InlineData("Fill(buffer);")]
    public Task Room_StaysSilent(string use) => Content(use);

    [Theory]
    [InlineData("stream.ReadExactly(buffer, 0, n);")]
    [InlineData("stream.ReadExactly(buffer.AsSpan(0, n));")]
    [InlineData("stream.Write(buffer, 0, n);")]
    [InlineData("stream.Write(buffer.AsSpan(0, n));")]
    [InlineData("stream.Write(buffer.AsSpan()[..n]);")]
    [InlineData("stream.Write(buffer.AsSpan(..n));")]
    [InlineData("stream.Write(new ReadOnlySpan<byte>(buffer, 0, n));")]
    [InlineData("await stream.WriteAsync(buffer.AsMemory(0, n), token);")]
    [InlineData("await stream.WriteAsync(buffer.AsMemory().Slice(0, n), token);")]
    [InlineData("var text = Convert.ToBase64String(buffer, 0, n) + Encoding.UTF8.GetString(buffer, 0, n) + BitConverter.ToString(buffer, 0, n);")]
    [InlineData("var hash = SHA256.HashData(buffer.AsSpan(0, n));")]
    [InlineData("using var memory = new MemoryStream(buffer, 0, n);")]
    [InlineData("var copy = buffer[..n];")]
    [InlineData("var sum = buffer.Take(n).Sum(b => b);")]
    [InlineData("var last = buffer[n - 1];")]
    [InlineData("var count = buffer.AsSpan(0, n).Count((byte)1);")]
    public Task Sliced_StaysSilent(string use) => Content(use);

    [Fact]
    public Task StreamToWriteInto_StaysSilent() => Content("""
        using var memory = new MemoryStream(buffer);
        using var exact = new MemoryStream(buffer);
        exact.SetLength(n);
        memory.WriteByte(1);
        stream.Write(buffer, 0, (int)memory.Position);
        """);

    [Fact]
    public Task Growth_StaysSilent() => Content("""
        var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        Array.Copy(buffer, bigger, buffer.Length);
        Buffer.BlockCopy(buffer, 0, bigger, 0, buffer.Length);
        buffer.CopyTo(bigger, 0);
        buffer.AsSpan().CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(bigger);
        """);

    [Fact]
    public Task CopiedInto_StaysSilent() => PoolVerifier.Members("""
        public void Run(byte[] iv, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            iv.CopyTo(buffer, 0);
            iv.AsSpan().CopyTo(buffer);
            Array.Copy(iv, buffer, iv.Length);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task NotARental_StaysSilent() => PoolVerifier.Members("""
        public void Run(Stream stream, byte[] given, int n)
        {
            var own = new byte[n];
            stream.ReadExactly(own);
            stream.Write(own);
            stream.Write(given);
            ArrayPool<byte>.Shared.Return(given);
        }
        """);

    private static Task Content(string uses) => PoolVerifier.Body($"""
        var buffer = ArrayPool<byte>.Shared.Rent(n);
        {uses}
        ArrayPool<byte>.Shared.Return(buffer);
        """);
}
