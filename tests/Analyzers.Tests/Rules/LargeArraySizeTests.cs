using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0001: which sizes are over the threshold for certain.</summary>
[Trait("Rule", RuleIds.LargeArray)]
public sealed class LargeArraySizeTests
{
    [Theory]
    [InlineData("var b = [|new byte[1024 * 1024]|]; Use(b);")]
    [InlineData("var b = [|new byte[84_976]|]; Use(b);")]
    [InlineData("var b = [|new char[42_488]|]; Use(b);")]
    [InlineData("var b = [|new object[10_622]|]; Use(b);")]
    [InlineData("var b = [|new double[100, 200]|]; Use(b);")]
    [InlineData("var b = [|new DayOfWeek[21_244]|]; Use(b);")]
    [InlineData("var b = [|new (int, byte)[10_622]|]; Use(b);")]
    [InlineData("var b = [|new Guid[5_311]|]; Use(b);")]
    [InlineData("var b = [|new int?[10_622]|]; Use(b);")]
    [InlineData("var size = 1048576 * 2; var b = [|new byte[size]|]; Use(b);")]
    [InlineData("const int Size = 1 << 20; var b = [|new byte[Size]|]; Use(b);")]
    [InlineData("int size = 1 << 20; if (token.CanBeCanceled) { size = 2 << 20; } Use([|new byte[size]|]);")]
    [InlineData("var b = [|new byte[Math.Max(131072, (int)file.Length)]|]; Use(b);")]
    [InlineData("var b = [|new byte[token.CanBeCanceled ? 100_000 : 200_000]|]; Use(b);")]
    [InlineData("var b = [|GC.AllocateUninitializedArray<byte>(1 << 20)|]; Use(b);")]
    [InlineData("var b = [|GC.AllocateArray<long>(20_000)|]; Use(b);")]
    [InlineData("var b = [|new MemoryStream(1 << 20)|]; Use(b);")]
    [InlineData("var b = [|new List<long>(20_000)|]; Use(b);")]
    [InlineData("var b = [|new StringBuilder(50_000)|]; Use(b);")]
    [InlineData("using var b = [|new BufferedStream(file.OpenReadStream(), 1 << 20)|]; Use(b);")]
    [InlineData("var b = [|new BinaryReader(file.OpenReadStream()).ReadBytes(100_000)|]; Use(b);")]
    public Task SizeOverThreshold_Reports(string body) => LargeArray.Reports(Snippet.Action(body));

    [Theory]
    [InlineData("var b = new byte[84_975]; Use(b);")]
    [InlineData("var b = new byte[81_920]; Use(b);")]
    [InlineData("var b = new byte[8_192]; Use(b);")]
    [InlineData("var b = new char[42_487]; Use(b);")]
    [InlineData("var b = new object[10_621]; Use(b);")]
    [InlineData("var b = new (int, byte)[10_621]; Use(b);")]
    [InlineData("var b = new byte[token.CanBeCanceled ? 4_096 : 200_000]; Use(b);")]
    [InlineData("var b = new byte[Math.Min(1 << 20, (int)file.Length)]; Use(b);")]
    [InlineData("var b = new byte[Math.Clamp((int)file.Length, 16, 1 << 20)]; Use(b);")]
    [InlineData("int size = 1 << 20; size /= 1024; var b = new byte[size]; Use(b);")]
    [InlineData("int size = 1 << 20; size--; var b = new byte[size]; Use(b);")]
    [InlineData("int size = 1 << 20; if (token.CanBeCanceled) { size = 512; } Use(new byte[size]);")]
    [InlineData("int size = 1 << 20; int.TryParse(file.Name, out size); Use(new byte[size]);")]
    [InlineData("var size = int.Parse(file.Name); Use(new byte[size]);")]
    [InlineData("int size = 1 << 20; (size, var rest) = (12, 1); Use(new byte[size + rest]);")]
    [InlineData("var b = GC.AllocateArray<byte>(1 << 20, pinned: true); Use(b);")]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(1 << 20); ArrayPool<byte>.Shared.Return(b);")]
    [InlineData("var b = new List<long>(100); Use(b);")]
    [InlineData("var b = new MemoryStream(); Use(b);")]
    [InlineData("Fill(stackalloc byte[256]); static void Fill(Span<byte> b) => b.Clear();")]
    [InlineData("var b = new byte[1 << 20 & 0xFF]; Use(b);")]
    public Task SizeNotCertainlyOver_StaysSilent(string body) => LargeArray.StaysSilent(Snippet.Action(body));

    [Fact]
    public Task ConstantField_Reports() => LargeArray.Reports(Snippet.Controller("""
        private const int Size = 64 * 1024 * 2;
        private static readonly int Other = 1 << 20;
        public void Import() { Use([|new byte[Size]|]); Use([|new byte[Other]|]); }
        """));

    [Fact]
    public Task FieldThatMayChange_StaysSilent() => LargeArray.StaysSilent(Snippet.Controller("""
        private static int _size = 1 << 20;
        private static readonly int Chosen = Environment.ProcessorCount;
        private readonly int _given = 1 << 20;
        public ImportController(int given) => _given = given;
        public void Import() { Use(new byte[_size]); Use(new byte[Chosen]); Use(new byte[_given]); }
        """));

    [Fact]
    public Task StaticReadonlySetInStaticConstructor_StaysSilent() => LargeArray.StaysSilent(Snippet.Controller("""
        private static readonly int Size = 1 << 20;
        static ImportController() => Size = 10;
        public void Import() => Use(new byte[Size]);
        """));

    [Fact]
    public Task StructOfPrimitives_CountsItsFields() => LargeArray.Reports("""
        public struct Sample { public long At; public float Value; public byte Flag; }

        public class ImportController : ControllerBase
        {
            public int Small() => new Sample[5_310].Length;
            public int Large() => [|new Sample[5_311]|].Length;
        }
        """);

    [Fact]
    public Task ParameterDefault_IsNotCertain() => LargeArray.StaysSilent(Snippet.Controller("""
        public void Import(int size = 1 << 20) => Use(new byte[size]);
        """));

    [Fact]
    public Task Threshold_ComesFromEditorConfig() => LargeArray.WithOptions("appfrag.loh_threshold = 200000", Snippet.Action("""
        Use(new byte[100_000]);
        Use([|new byte[200_000]|]);
        """));

    [Fact]
    public Task Threshold_ThatIsNoNumber_IsIgnored() => LargeArray.WithOptions("appfrag.loh_threshold = lots", Snippet.Action("""
        Use(new byte[81_920]);
        Use([|new byte[100_000]|]);
        """));

    [Theory]
    [InlineData("[StructLayout(LayoutKind.Explicit)] public struct S { [FieldOffset(0)] public int A; [FieldOffset(4)] public float B; }", 8)]
    [InlineData("[StructLayout(LayoutKind.Explicit)] public struct S { [FieldOffset(0)] public long A; [FieldOffset(0)] public double B; }", 8)]
    [InlineData("[StructLayout(LayoutKind.Sequential, Size = 64)] public struct S { public byte A; }", 64)]
    [InlineData("[StructLayout(LayoutKind.Sequential, Pack = 1)] public struct S { public byte A; public long B; }", 9)]
    [InlineData("[System.Runtime.CompilerServices.InlineArray(16)] public struct S { private long _first; }", 128)]
    [InlineData("public struct S { public byte A; public string B; public byte C; }", 16)]
    [InlineData("public struct Inner { public int A; public byte B; } public struct S { public Inner A; public Inner B; }", 16)]
    [InlineData("public struct S { public Guid Id; public DateTimeOffset At; }", 32)]
    public async Task StructElement_HasItsLayoutsSize(string declaration, int size)
    {
        var enough = (85_000 - 24 + size - 1) / size;
        var source = Snippet.Controller("public void Import() { Use([|new S[" + enough + "]|]); Use(new S[" + (enough - 1) + "]); }");
        await LargeArray.Reports(source + "\n" + declaration);
    }

    [Theory]
    [InlineData("private readonly int _size = 1 << 20; public void Import() => Use([|new byte[_size]|]);")]
    [InlineData("private readonly int _size = 1 << 20; public ImportController(string name) => Use(name); public void Import() => Use([|new byte[_size]|]);")]
    [InlineData("private static readonly int Size = 50 * 2048; public void Import() => Use([|new byte[Size]|]);")]
    public Task ReadonlyField_CountsAsItsInitializer(string members) => LargeArray.Reports(Snippet.Controller(members));

    [Theory]
    [InlineData("private int _size = 1 << 20; public void Import() => Use(new byte[_size]);")]
    [InlineData("private readonly int _size = 1 << 20; public ImportController(int size) => _size = size; public void Import() => Use(new byte[_size]);")]
    [InlineData("private readonly int _size = 1 << 20; public int Size { get => _size; init => _size = value; } public void Import() => Use(new byte[_size]);")]
    [InlineData("public void Import() => Work(); private void Work(int size = 1 << 20) => Use(new byte[size]);")]
    public Task ValueThatMayBeAnother_StaysSilent(string members) => LargeArray.StaysSilent(Snippet.Controller(members));
}
