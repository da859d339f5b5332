using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>AF1001: which calls take a rental over, and which only work with it.</summary>
public sealed class RentalGivenAwayTests
{
    [Fact]
    public Task VisibleStreamGivenToSomebodyWhoWrites_DoesNotGiveTheArray_Reports() => PoolVerifier.Members("""
        public async Task<Stream> Run(int n)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            try
            {
                await CopyToStreamAsync(new MemoryStream(buffer, 0, n, true, true));
                return new MemoryStream(buffer, 0, n, writable: false, publiclyVisible: false);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }
        }

        protected virtual Task CopyToStreamAsync(Stream stream) => stream.FlushAsync();
        """);

    [Fact]
    public Task VisibleStreamGivenAsItself_MayGiveTheArray_StaysSilent() => PoolVerifier.Members("""
        public void Run(int n, List<Stream> streams)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(n);
            Finish(new MemoryStream(buffer, 0, n, true, true));
            var other = ArrayPool<byte>.Shared.Rent(n);
            streams.Add(new MemoryStream(other, 0, n, true, true));
        }

        protected virtual void Finish(MemoryStream stream) => ArrayPool<byte>.Shared.Return(stream.GetBuffer());
        """);

    [Fact]
    public Task ReadInTheShapeOfAStream_OnlyFills_Reports() => PoolVerifier.Members("""
        public async Task<int> Run(int n, CancellationToken token)
        {
            var buffer = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
            return await ForceReadAsync(buffer, n, token) + ReceiveInto(buffer, n);
        }

        protected virtual Task<int> ForceReadAsync(byte[] buffer, int count, CancellationToken token) => Task.FromResult(buffer[0] + count);

        protected virtual int ReceiveInto(byte[] buffer, int count) => buffer[0] + count;
        """);

    [Fact]
    public Task ReadThatYieldsSomethingElse_MayKeep_StaysSilent() => PoolVerifier.Members("""
        public object Run(int n)
        {
            var first = ArrayPool<byte>.Shared.Rent(n);
            var second = ArrayPool<byte>.Shared.Rent(n);
            return (CreateReader(first, n), ReadLater(second));
        }

        protected virtual object CreateReader(byte[] buffer, int count) => buffer;

        protected virtual int ReadLater(byte[] buffer) => buffer.Length;
        """);

    /// <summary>Handlers multiply the states of a path; the path without an exception is followed before them.</summary>
    [Fact]
    public Task LostBetweenManyHandlers_Reports() => PoolVerifier.Members("""
        public async Task Run(Stream stream, List<Stream> given, Action<string, bool> log, int n, CancellationToken token)
        {
            while (!token.IsCancellationRequested)
            {
                var open = false;
                var sent = 0L;
                object? current = given;
                try
                {
                    using (var first = new MemoryStream())
                    using (var second = new MemoryStream())
                    {
                        var list = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                        var length = -1L;
                        try
                        {
                            length = stream.Length;
                        }
                        catch (Exception)
                        {
                            log("length", open);
                        }

                        if (open && length > n)
                        {
                            length = first.Length;
                        }

                        if (!open)
                        {
                            log("start", Test());
                            open = true;
                        }

                        var block = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                        int read;
                        while ((read = await stream.ReadAsync(block.AsMemory(0, n), token)) != 0)
                        {
                            if (n - sent < read)
                            {
                                await Take(list, n);
                                list = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                            }

                            list[0] = block[0];
                            sent += read;
                            if (open && Test())
                            {
                                log("more", open);
                            }

                            await Take(block, read);
                            block = {|AF1001:ArrayPool<byte>.Shared.Rent(n)|};
                        }

                        if (sent > 1)
                        {
                            await Take(list, n);
                        }

                        log("end", second.Length > 0);
                        current = null;
                    }
                }
                catch (Exception e)
                {
                    try
                    {
                        if (current != null)
                        {
                            log(e.Message, open);
                        }
                    }
                    catch
                    {
                    }

                    if (e is OperationCanceledException)
                    {
                        throw;
                    }
                }
                finally
                {
                    if (open)
                    {
                        log("closed", open);
                    }

                    open = false;
                }
            }
        }

        protected virtual Task Take(byte[] block, int count) => Task.CompletedTask;
        """);
}
