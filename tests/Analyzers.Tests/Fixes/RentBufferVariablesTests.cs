using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>The variables that the renting fix adds: the length that was asked for, and a result that needs the buffer.</summary>
public sealed class RentBufferVariablesTests
{
    [Fact]
    public Task NamesThatAreTaken_AreAvoided() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            private int bufferLength = 1, result = 2;

            public int Import(Stream body)
            {
                var buffer = [|new byte[1 << 20]|];
                body.ReadExactly(buffer);
                return Encoding.UTF8.GetString(buffer).Length + bufferLength + result;
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            private int bufferLength = 1, result = 2;

            public int Import(Stream body)
            {
                const int bufferLength2 = 1 << 20;
                var buffer = ArrayPool<byte>.Shared.Rent(bufferLength2);
                body.ReadExactly(buffer.AsSpan(0, bufferLength2));
                var result2 = Encoding.UTF8.GetString(buffer.AsSpan(0, bufferLength2)).Length + bufferLength + result;
                ArrayPool<byte>.Shared.Return(buffer);
                return result2;
            }
        }
        """);

    [Fact]
    public Task ResultWithoutATypeOfItsOwn_IsHeldInATypedVariable() => FixVerifier<InputSizedBufferRule>.Fixes(
        """
        public record ImageInfo(string Header, byte[] Hash);

        public class ImagesController : ControllerBase
        {
            public async Task<ActionResult<ImageInfo>> Upload(IFormFile file)
            {
                await using var upload = file.OpenReadStream();
                var image = [|new byte[file.Length]|];
                await upload.ReadExactlyAsync(image);

                return Parse(image) is { } header ? new ImageInfo(header, SHA256.HashData(image)) : BadRequest("no image");
            }

            private static string? Parse(ReadOnlySpan<byte> image) => image.Length > 8 ? "PNG" : null;
        }
        """,
        """
        using System.Buffers;

        public record ImageInfo(string Header, byte[] Hash);

        public class ImagesController : ControllerBase
        {
            public async Task<ActionResult<ImageInfo>> Upload(IFormFile file)
            {
                await using var upload = file.OpenReadStream();
                var imageLength = checked((int)file.Length);
                var image = ArrayPool<byte>.Shared.Rent(imageLength);
                await upload.ReadExactlyAsync(image.AsMemory(0, imageLength));

                ActionResult<ImageInfo> result = Parse(image.AsSpan(0, imageLength)) is { } header ? new ImageInfo(header, SHA256.HashData(image.AsSpan(0, imageLength))) : BadRequest("no image");
                ArrayPool<byte>.Shared.Return(image);
                return result;
            }

            private static string? Parse(ReadOnlySpan<byte> image) => image.Length > 8 ? "PNG" : null;
        }
        """);

    [Fact]
    public Task LengthInArithmetic_IsNotMadeAConstant() => FixVerifier<LargeArrayRule>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public int Import(Stream body)
            {
                var buffer = [|new byte[100_000L]|];
                body.ReadExactly(buffer);
                return unchecked(buffer.Length * buffer.Length) + (byte)buffer.Length;
            }
        }
        """,
        """
        using System.Buffers;

        public class ImportController : ControllerBase
        {
            public int Import(Stream body)
            {
                var bufferLength = checked((int)100_000L);
                var buffer = ArrayPool<byte>.Shared.Rent(bufferLength);
                body.ReadExactly(buffer.AsSpan(0, bufferLength));
                var result = unchecked(bufferLength * bufferLength) + (byte)bufferLength;
                ArrayPool<byte>.Shared.Return(buffer);
                return result;
            }
        }
        """);
}
