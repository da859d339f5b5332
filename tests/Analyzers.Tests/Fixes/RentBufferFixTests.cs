using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>What the renting fix writes.</summary>
public sealed class RentBufferFixTests
{
    [Fact]
    public Task ReadInPieces_IsRentedAndReturned() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapPost("/transform", async (HttpRequest request) =>
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                // One megabyte at a time.
                var scratch = [|new byte[1024 * 1024]|];
                int read;
                while ((read = await request.Body.ReadAsync(scratch)) > 0)
                {
                    hash.AppendData(scratch, 0, read);
                }

                return Results.Text(Convert.ToHexString(hash.GetHashAndReset()));
            });
        }
        """,
        """
        using System.Buffers;

        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapPost("/transform", async (HttpRequest request) =>
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                // One megabyte at a time.
                const int scratchLength = 1024 * 1024;
                var scratch = ArrayPool<byte>.Shared.Rent(scratchLength);
                int read;
                while ((read = await request.Body.ReadAsync(scratch.AsMemory(0, scratchLength))) > 0)
                {
                    hash.AppendData(scratch, 0, read);
                }

                ArrayPool<byte>.Shared.Return(scratch);
                return Results.Text(Convert.ToHexString(hash.GetHashAndReset()));
            });
        }
        """);

    [Fact]
    public Task WholeUpload_IsRentedAndNamesItsLength() => FixVerifier<InputSizedBufferRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public async Task<IActionResult> Upload(IFormFile file)
            {
                var bytes = [|new byte[file.Length]|];
                await using var stream = file.OpenReadStream();
                await stream.ReadExactlyAsync(bytes);
                return Ok(Convert.ToHexString(SHA256.HashData(bytes)));
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            public async Task<IActionResult> Upload(IFormFile file)
            {
                var bytesLength = checked((int)file.Length);
                var bytes = ArrayPool<byte>.Shared.Rent(bytesLength);
                await using var stream = file.OpenReadStream();
                await stream.ReadExactlyAsync(bytes.AsMemory(0, bytesLength));
                var result = Ok(Convert.ToHexString(SHA256.HashData(bytes.AsSpan(0, bytesLength))));
                ArrayPool<byte>.Shared.Return(bytes);
                return result;
            }
        }
        """);

    [Fact]
    public Task BlockWithoutReturn_ReturnsTheBufferAtItsEnd() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class Hook
        {
            public async Task InvokeAsync(HttpContext context)
            {
                byte[] buffer = [|new byte[200000]|];
                int read = 0;
                while ((read = await context.Request.Body.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false)) != 0)
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
                }
            }
        }
        """,
        """
        using System.Buffers;

        public class Hook
        {
            public async Task InvokeAsync(HttpContext context)
            {
                byte[] buffer = ArrayPool<byte>.Shared.Rent(200000);
                int read = 0;
                while ((read = await context.Request.Body.ReadAsync(buffer, 0, 200000).ConfigureAwait(false)) != 0)
                {
                    await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
                }

                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task EveryExit_ReturnsTheBuffer() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public int Import(Stream body)
            {
                for (var round = 0; ; round++)
                {
                    var buffer = [|new byte[100_000]|];
                    var read = body.Read(buffer);
                    if (read == 0)
                        return round;
                    if (read < 10)
                        continue;
                    if (round > 5)
                    {
                        break; // Enough.
                    }
                    switch (read)
                    {
                        case 11:
                            throw new InvalidDataException();
                        case 12:
                            // Twelve is special.
                            return read;
                        case 13:
                            break;
                    }

                    Response.Body.Write(buffer, 0, read);
                }

                return 0;
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            public int Import(Stream body)
            {
                for (var round = 0; ; round++)
                {
                    var buffer = ArrayPool<byte>.Shared.Rent(100_000);
                    var read = body.Read(buffer.AsSpan(0, 100_000));
                    if (read == 0)
                    {
                        ArrayPool<byte>.Shared.Return(buffer);
                        return round;
                    }
                    if (read < 10)
                    {
                        ArrayPool<byte>.Shared.Return(buffer);
                        continue;
                    }
                    if (round > 5)
                    {
                        ArrayPool<byte>.Shared.Return(buffer);
                        break; // Enough.
                    }
                    switch (read)
                    {
                        case 11:
                            throw new InvalidDataException();
                        case 12:
                            // Twelve is special.
                            ArrayPool<byte>.Shared.Return(buffer);
                            return read;
                        case 13:
                            break;
                    }

                    Response.Body.Write(buffer, 0, read);
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                return 0;
            }
        }
        """);

    [Fact]
    public Task ContentThatMayBeSeenUnwritten_IsCleared() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public void Import(Stream body, int size)
            {
                var buffer = [|new byte[Math.Max(size, 100_000)]|];
                body.Read(buffer.AsSpan());
                var rest = 5;
                body.Read(buffer.AsSpan(rest));
                Response.Body.Write(buffer);
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            public void Import(Stream body, int size)
            {
                var bufferLength = Math.Max(size, 100_000);
                var buffer = ArrayPool<byte>.Shared.Rent(bufferLength);
                buffer.AsSpan(0, bufferLength).Clear();
                body.Read(buffer.AsSpan(0, bufferLength));
                var rest = 5;
                body.Read(buffer.AsSpan(rest, bufferLength - rest));
                Response.Body.Write(buffer.AsSpan(0, bufferLength));
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        """);

    [Fact]
    public Task HandlerThatLeaves_KeepsTheBufferOut() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public async Task<int> Import(Stream body)
            {
                var buffer = [|new byte[100_000]|];
                try
                {
                    await body.ReadExactlyAsync(buffer);
                }
                catch (EndOfStreamException)
                {
                    return -1;
                }

                return Convert.ToBase64String(buffer).Length;
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            public async Task<int> Import(Stream body)
            {
                var buffer = ArrayPool<byte>.Shared.Rent(100_000);
                buffer.AsSpan(0, 100_000).Clear();
                try
                {
                    await body.ReadExactlyAsync(buffer.AsMemory(0, 100_000));
                }
                catch (EndOfStreamException)
                {
                    return -1;
                }

                var result = Convert.ToBase64String(buffer.AsSpan(0, 100_000)).Length;
                ArrayPool<byte>.Shared.Return(buffer);
                return result;
            }
        }
        """);

    [Fact]
    public Task TwoBuffersOfOneBlock_AreBothFixedByFixAll() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            private const int Size = 1 << 20;

            public void Import(Stream a, Stream b)
            {
                var first = [|new byte[Size]|];
                var second = [|GC.AllocateUninitializedArray<byte>(Size)|];
                a.Read(first, 0, Size);
                b.ReadExactly(second);
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            private const int Size = 1 << 20;

            public void Import(Stream a, Stream b)
            {
                var first = ArrayPool<byte>.Shared.Rent(Size);
                var second = ArrayPool<byte>.Shared.Rent(Size);
                a.Read(first, 0, Size);
                b.ReadExactly(second.AsSpan(0, Size));
                ArrayPool<byte>.Shared.Return(first);
                ArrayPool<byte>.Shared.Return(second);
            }
        }
        """,
        iterations: 2);
}
