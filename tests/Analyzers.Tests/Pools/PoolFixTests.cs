using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>The fixes of AF1003, AF1004 and AF1007.</summary>
public sealed class PoolFixTests
{
    [Fact]
    public Task StartedOperation_IsAwaited() => PoolFixVerifier<PoolUsageRule, AwaitBeforeReturnFixProvider>.Fixes(
        """
        public async Task Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n));
            // Off it goes.
            _ = {|AF1003:stream.WriteAsync(buffer, 0, n)|}; // why wait?
            {|AF1003:stream.WriteAsync(buffer.AsMemory(0, n))|}.ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """,
        """
        public async Task Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n));
            // Off it goes.
            await stream.WriteAsync(buffer, 0, n); // why wait?
            await stream.WriteAsync(buffer.AsMemory(0, n)).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """,
        iterations: 2);

    [Fact]
    public Task NotAsynchronous_HasNoFix() => PoolFixVerifier<PoolUsageRule, AwaitBeforeReturnFixProvider>.OffersNothing("""
        public void Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            _ = {|AF1003:stream.WriteAsync(buffer, 0, n)|};
            ArrayPool<byte>.Shared.Return(buffer);
        }

        public Task Write(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            var task = {|AF1003:stream.WriteAsync(buffer, 0, n)|};
            ArrayPool<byte>.Shared.Return(buffer);
            return task;
        }
        """);

    [Fact]
    public Task UseAfterReturn_HasNoFix() => PoolFixVerifier<PoolUsageRule, AwaitBeforeReturnFixProvider>.OffersNothing("""
        public async Task<int> Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n));
            ArrayPool<byte>.Shared.Return(buffer);
            return {|AF1003:buffer|}[0];
        }
        """);

    [Fact]
    public Task WholeRental_GetsItsLength() => PoolFixVerifier<PoolUsageRule, RequestedLengthFixProvider>.Fixes(
        """
        public async Task<string> Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            await {|AF1004:stream.ReadExactlyAsync(buffer)|};
            var text = {|AF1004:Convert.ToBase64String(buffer)|} + {|AF1004:Encoding.UTF8.GetString(buffer)|};
            text += {|AF1004:Convert.ToBase64String(buffer, Base64FormattingOptions.InsertLineBreaks)|};
            text += {|AF1004:buffer[^1]|};
            {|AF1004:stream.Write(buffer)|};
            stream.Write(buffer, 0, {|AF1004:buffer.Length|});
            {|AF1004:stream.Write(buffer.AsSpan())|};
            var copy = {|AF1004:buffer.ToArray()|};
            await {|AF1004:stream.WriteAsync(buffer)|};
            using var memory = {|AF1004:new MemoryStream(buffer)|};
            var hash = {|AF1004:SHA256.HashData(buffer)|};
            ArrayPool<byte>.Shared.Return(buffer);
            return text;
        }
        """,
        """
        public async Task<string> Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, n));
            var text = Convert.ToBase64String(buffer, 0, n) + Encoding.UTF8.GetString(buffer, 0, n);
            text += Convert.ToBase64String(buffer, 0, n, Base64FormattingOptions.InsertLineBreaks);
            text += buffer[n - 1];
            stream.Write(buffer.AsSpan(0, n));
            stream.Write(buffer, 0, n);
            stream.Write(buffer.AsSpan(0, n));
            var copy = buffer.AsSpan(0, n).ToArray();
            await stream.WriteAsync(buffer.AsMemory(0, n));
            using var memory = new MemoryStream(buffer, 0, n);
            var hash = SHA256.HashData(buffer.AsSpan(0, n));
            ArrayPool<byte>.Shared.Return(buffer);
            return text;
        }
        """,
        iterations: 12);

    [Fact]
    public Task WholeOwner_GetsItsLength() => PoolFixVerifier<PoolUsageRule, RequestedLengthFixProvider>.Fixes(
        """
        public async Task Run(Stream stream)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(100);
            await stream.ReadExactlyAsync(owner.Memory[..100]);
            await {|AF1004:stream.WriteAsync(owner.Memory)|};
        }
        """,
        """
        public async Task Run(Stream stream)
        {
            using var owner = MemoryPool<byte>.Shared.Rent(100);
            await stream.ReadExactlyAsync(owner.Memory[..100]);
            await stream.WriteAsync(owner.Memory.Slice(0, 100));
        }
        """);

    [Fact]
    public Task LengthWithoutAName_HasNoFix() => PoolFixVerifier<PoolUsageRule, RequestedLengthFixProvider>.OffersNothing("""
        public void Run(Stream stream, int n)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n * 2);
            {|AF1004:stream.Write(buffer)|};
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(n);
            n++;
            {|AF1004:stream.Write(buffer)|};
            ArrayPool<byte>.Shared.Return(buffer);
        }
        """);

    [Fact]
    public Task Search_HasNoFixThatChangesItsMeaning() => PoolFixVerifier<PoolUsageRule, RequestedLengthFixProvider>.OffersNothing("""
        public int Run(Stream stream, int n)
        {
            var buffer = ArrayPool<int>.Shared.Rent(n);
            var index = {|AF1004:Array.IndexOf(buffer, 7)|};
            ArrayPool<int>.Shared.Return(buffer);
            return index;
        }
        """);

    [Fact]
    public Task Uncleared_IsCleared() => PoolFixVerifier<ClearOnReturnRule, ClearOnReturnFixProvider>.Fixes(
        """
        public void Run(int n)
        {
            var names = ArrayPool<string>.Shared.Rent(n);
            names[0] = "a";
            {|AF1007:ArrayPool<string>.Shared.Return(names)|}; // gone
            var more = ArrayPool<object>.Shared.Rent(n);
            {|AF1007:ArrayPool<object>.Shared.Return(more, false)|};
            more = ArrayPool<object>.Shared.Rent(n);
            {|AF1007:ArrayPool<object>.Shared.Return(more, clearArray: false)|};
        }
        """,
        """
        public void Run(int n)
        {
            var names = ArrayPool<string>.Shared.Rent(n);
            names[0] = "a";
            ArrayPool<string>.Shared.Return(names, clearArray: true); // gone
            var more = ArrayPool<object>.Shared.Rent(n);
            ArrayPool<object>.Shared.Return(more, true);
            more = ArrayPool<object>.Shared.Rent(n);
            ArrayPool<object>.Shared.Return(more, clearArray: true);
        }
        """,
        iterations: 3);
}
