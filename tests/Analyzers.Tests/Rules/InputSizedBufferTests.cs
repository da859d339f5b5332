using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0002: whose length it is, and what bounds it.</summary>
[Trait("Rule", RuleIds.InputSizedBuffer)]
public sealed class InputSizedBufferTests
{
    [Theory]
    [InlineData("var b = [|new byte[file.Length]|]; Use(b);")]
    [InlineData("var b = [|new byte[(int)file.Length]|]; Use(b);")]
    [InlineData("var b = [|new byte[checked((int)file.Length + 1)]|]; Use(b);")]
    [InlineData("var length = (int)file.Length; Use([|new byte[length]|]);")]
    [InlineData("var length = Convert.ToInt32(file.Length); Use([|new byte[length * 2]|]);")]
    [InlineData("Use([|new byte[Request.ContentLength ?? 0]|]);")]
    [InlineData("Use([|new byte[(int)Request.ContentLength!]|]);")]
    [InlineData("Use([|new byte[Request.ContentLength.Value]|]);")]
    [InlineData("Use([|new byte[Request.ContentLength.GetValueOrDefault()]|]);")]
    [InlineData("Use([|new byte[Request.Headers.ContentLength ?? 4096]|]);")]
    [InlineData("using var stream = file.OpenReadStream(); Use([|new byte[stream.Length]|]);")]
    [InlineData("using var stream = System.IO.File.OpenRead(file.FileName); Use([|new byte[stream.Length]|]);")]
    [InlineData("Use([|new byte[new FileInfo(file.FileName).Length]|]);")]
    [InlineData("using var r = await Client.GetAsync(file.Name); Use([|new byte[r.Content.Headers.ContentLength ?? 0]|]);")]
    [InlineData("using var s = new MemoryStream((int)file.Length); Use(s);", "new MemoryStream((int)file.Length)")]
    [InlineData("Use([|GC.AllocateUninitializedArray<byte>((int)file.Length)|]);")]
    [InlineData("using var r = new BinaryReader(Request.Body); Use([|new byte[r.ReadInt32()]|]);")]
    [InlineData("using var r = new BinaryReader(file.OpenReadStream()); Use([|r.ReadBytes((int)file.Length)|]);")]
    [InlineData("using var zip = new ZipArchive(file.OpenReadStream()); Use([|new byte[zip.Entries[0].Length]|]);")]
    [InlineData("Use([|new byte[Math.Max(4096, (int)file.Length)]|]);")]
    [InlineData("if (file.Length > 0) { Use([|new byte[file.Length]|]); }")]
    [InlineData("if (file.Length < 10) { return BadRequest(); } Use([|new byte[file.Length]|]);")]
    [InlineData("if (file == null || file.Length == 0) { return BadRequest(); } Use([|new byte[file.Length]|]);")]
    [InlineData("if (file.Length > 1000) { Use(1); } Use([|new byte[file.Length]|]);")]
    public Task LengthFromOutside_Reports(string body, string? buffer = null) =>
        InputSizedBuffer.Reports(Snippet.Action(buffer is null ? body : body.Replace(buffer, "[|" + buffer + "|]")));

    [Theory]
    [InlineData("Use(new byte[Math.Min(65536, file.Length)]);")]
    [InlineData("Use(new byte[Math.Clamp((int)file.Length, 0, 65536)]);")]
    [InlineData("Use(new byte[file.Length % 4096]);")]
    [InlineData("Use(new byte[file.Length & 0xFFF]);")]
    [InlineData("Use(new byte[(byte)file.Length]);")]
    [InlineData("if (file.Length > 65536) { return BadRequest(); } Use(new byte[file.Length]);")]
    [InlineData("if (file.Length > 65536) return BadRequest(); var length = (int)file.Length; Use(new byte[length]);")]
    [InlineData("var length = (int)file.Length; if (length >= 65536) { throw new InvalidDataException(); } Use(new byte[length]);")]
    [InlineData("var length = (int)file.Length; if (file.Length >= 65536) { throw new InvalidDataException(); } Use(new byte[length]);")]
    [InlineData("if (file is null || file.Length is <= 0 or > 65536) { return BadRequest(); } Use(new byte[file.Length]);")]
    [InlineData("if (!(file.Length <= 65536)) { return BadRequest(); } Use(new byte[file.Length]);")]
    [InlineData("if (file.Length > 0 && file.Length < 65536) { Use(new byte[file.Length]); }")]
    [InlineData("if (file.Length > 65536) { Use(1); } else { Use(new byte[file.Length]); }")]
    [InlineData("var length = (int)file.Length; if (length > 65536) { length = 65536; } Use(new byte[length]);")]
    [InlineData("ArgumentOutOfRangeException.ThrowIfGreaterThan(file.Length, 65536); Use(new byte[file.Length]);")]
    [InlineData("Use(new byte[file.Length > 65536 ? 65536 : file.Length]);")]
    [InlineData("if (Request.ContentLength is null or > 65536) { return BadRequest(); } Use(new byte[Request.ContentLength.Value]);")]
    [InlineData("if (Request.ContentLength != 16) { return BadRequest(); } Use(new byte[(int)Request.ContentLength]);")]
    [InlineData("using var s = typeof(string).Assembly.GetManifestResourceStream(\"a\")!; Use(new byte[s.Length]);")]
    [InlineData("using var s = new MemoryStream(); s.WriteByte(1); Use(new byte[s.Length]);")]
    [InlineData("Use(new byte[file.FileName.Length]);")]
    [InlineData("Use(new byte[81920]);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent((int)file.Length); ArrayPool<byte>.Shared.Return(b);")]
    public Task BoundedOrOwnLength_StaysSilent(string body) => InputSizedBuffer.StaysSilent(Snippet.Action(body));

    [Theory]
    [InlineData("[RequestSizeLimit(1_000_000)]")]
    [InlineData("[RequestFormLimits(MultipartBodyLengthLimit = 1_000_000)]")]
    public Task LimitedByAttribute_StaysSilent(string attribute) => InputSizedBuffer.StaysSilent(Snippet.Controller($$"""
        {{attribute}}
        public void Import(IFormFile file) { Use(new byte[file.Length]); Helper(Request); }
        private static void Helper(HttpRequest request) => Use(1);
        """));

    [Fact]
    public Task LimitOnTheController_StaysSilent() => InputSizedBuffer.StaysSilent("""
        [RequestSizeLimit(100_000)]
        public class ImportController : ControllerBase
        {
            public int Import(IFormFile file) => new byte[file.Length].Length;
        }
        """);

    [Fact]
    public Task DisabledLimitOnTheAction_Reports() => InputSizedBuffer.Reports("""
        [RequestSizeLimit(100_000)]
        public class ImportController : ControllerBase
        {
            [DisableRequestSizeLimit]
            public int Import(IFormFile file) => [|new byte[file.Length]|].Length;
        }
        """);

    [Fact]
    public Task ArgumentFromTheClient_Reports() => InputSizedBuffer.Reports("""
        public static class Endpoints
        {
            public static void Map(WebApplication app) => app.MapGet("/random", (int bytes) => Results.Bytes([|new byte[bytes]|]));
        }
        public class ImportController : ControllerBase
        {
            public int Import(int count) => [|new long[count]|].Length;
        }
        """);

    [Fact]
    public Task ArgumentThatIsNotTheClients_StaysSilent() => InputSizedBuffer.StaysSilent("""
        public class ImportController : ControllerBase
        {
            public int WithDefault(int length = 32) => new byte[length].Length;
            public int Small(byte count) => new byte[count].Length;
            public int Limited([System.ComponentModel.DataAnnotations.Range(1, 100)] int count) => new byte[count].Length;
            public int Calls() => Helper(5);
            private static int Helper(int count) => new byte[count].Length;
        }
        public class Hook
        {
            public System.Threading.Tasks.Task InvokeAsync(HttpContext context, int count) { _ = new byte[count]; return Task.CompletedTask; }
        }
        """);

    [Fact]
    public Task LoopWithSmallDefault_StaysSilent() => InputSizedBuffer.StaysSilent(Snippet.Controller("""
        public void Import() { for (var i = 0; i < 3; i++) { Use(Token()); } }
        private static byte[] Token(int length = 32) { for (; ; ) { var b = new byte[length]; return b; } }
        """));

    [Fact]
    public Task OutsideRequestPath_StaysSilent() => InputSizedBuffer.StaysSilent(Snippet.ColdMethod("Use(new byte[stream.Length]); Use(new byte[new FileInfo(path).Length]);"));

    [Fact]
    public Task HelperThatTakesTheUpload_Reports() => InputSizedBuffer.Reports("""
        public static class Uploads
        {
            public static async Task<byte[]> ReadAsync(IFormFile file)
            {
                var bytes = [|new byte[file.Length]|];
                using var stream = file.OpenReadStream();
                await stream.ReadExactlyAsync(bytes);
                return bytes;
            }
        }
        """);

    [Fact]
    public Task CertainlyLarge_IsLeftToLargeArrayRule() => InputSizedBuffer.StaysSilent(Snippet.Action("Use(new byte[Math.Max(131072, (int)file.Length)]);"));

    [Fact]
    public Task Message_NamesTheInput() => InputSizedBuffer.ReportsMessage(
        Snippet.Controller("public object Import(IFormFile file) { return {|#0:new byte[file.Length]|}; }"),
        "new byte[file.Length]",
        "file.Length",
        "action ImportController.Import",
        "; no fix is offered because it is not held in a local variable of its own");
}
