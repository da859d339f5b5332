using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1004: where the length of a rental is content, and where it is only room.</summary>
public sealed class RentedLengthTests
{
    [Fact]
    public Task TakenWhole_Reports() => Content("""
        stream.ReadExactly(buffer, 0, n);
        {|AF1004:stream.Write(buffer)|};
        var text = {|AF1004:Convert.ToBase64String(buffer)|};
        text += {|AF1004:Encoding.UTF8.GetString(buffer)|};
        text += {|AF1004:BitConverter.ToString(buffer)|};
        var hash = {|AF1004:SHA256.HashData(buffer)|};
        await {|AF1004:stream.WriteAsync(buffer, token)|};
        await {|AF1004:stream.WriteAsync(buffer.AsMemory(), token)|};
        {|AF1004:stream.Write(buffer.AsSpan())|};
        var copy = {|AF1004:buffer.ToArray()|};
        var other = {|AF1004:buffer.AsSpan().ToArray()|};
        var same = {|AF1004:buffer.AsSpan().SequenceEqual(copy)|};
        var last = {|AF1004:buffer[^1]|};
        var sum = {|AF1004:buffer.Sum(b => b)|};
        using var memory = {|AF1004:new MemoryStream(buffer)|};
        {|AF1004:stream.ReadExactly(buffer)|};
        var json = {|AF1004:JsonSerializer.Deserialize<int[]>(buffer)|};
        await {|AF1004:File.WriteAllBytesAsync("a", buffer, token)|};
        """);

    [Fact]
    public Task LengthAsCount_Reports() => Content("""
        stream.Write(buffer, 0, {|AF1004:buffer.Length|});
        await stream.WriteAsync(buffer, 0, {|AF1004:buffer.Length|}, token);
        var text = Encoding.UTF8.GetString(buffer, 0, {|AF1004:buffer.Length|});
        {|AF1004:stream.Write(buffer.AsSpan(0, buffer.Length))|};
        var copy = new byte[n];
        Array.Copy(buffer, copy, {|AF1004:buffer.Length|});
        """);

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

    [Fact]
    public Task Room_StaysSilent() => Content("""
        var read = stream.Read(buffer, 0, buffer.Length);
        read += stream.Read(buffer);
        read += await stream.ReadAsync(buffer, token);
        read += await stream.ReadAsync(buffer.AsMemory(), token);
        read += await stream.ReadAsync(buffer.AsMemory(read, buffer.Length - read), token);
        read += await stream.ReadAsync(buffer.AsMemory(read), token);
        read += stream.ReadAtLeast(buffer, 10, throwOnEndOfStream: false);
        Array.Clear(buffer);
        Array.Clear(buffer, 0, buffer.Length);
        buffer.AsSpan().Clear();
        buffer.AsSpan().Fill(1);
        RandomNumberGenerator.Fill(buffer);
        Random.Shared.NextBytes(buffer);
        var written = Encoding.UTF8.GetBytes("text", buffer);
        written += Encoding.UTF8.GetBytes("text", 0, 4, buffer, 0);
        if (buffer.Length - written < 10 || written == buffer.Length)
        {
            n = written;
        }

        SHA256.HashData(buffer.AsSpan(0, n), buffer);
        Fill(buffer);
        """);

    [Fact]
    public Task Sliced_StaysSilent() => Content("""
        stream.ReadExactly(buffer, 0, n);
        stream.ReadExactly(buffer.AsSpan(0, n));
        stream.Write(buffer, 0, n);
        stream.Write(buffer.AsSpan(0, n));
        stream.Write(buffer.AsSpan()[..n]);
        stream.Write(buffer.AsSpan(..n));
        stream.Write(new ReadOnlySpan<byte>(buffer, 0, n));
        await stream.WriteAsync(buffer.AsMemory(0, n), token);
        await stream.WriteAsync(buffer.AsMemory().Slice(0, n), token);
        var text = Convert.ToBase64String(buffer, 0, n) + Encoding.UTF8.GetString(buffer, 0, n) + BitConverter.ToString(buffer, 0, n);
        var hash = SHA256.HashData(buffer.AsSpan(0, n));
        using var memory = new MemoryStream(buffer, 0, n);
        var copy = buffer[..n];
        var sum = buffer.Take(n).Sum(b => b);
        var last = buffer[n - 1];
        var count = buffer.AsSpan(0, n).Count((byte)1);
        """);

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
