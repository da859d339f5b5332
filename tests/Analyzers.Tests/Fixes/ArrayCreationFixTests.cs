using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Fixes;

/// <summary>Fixes that make the same array in another way.</summary>
public sealed class ArrayCreationFixTests
{
    [Fact]
    public Task PinnedArrayInAConstructor_IsMadeOnThePinnedHeap() => FixVerifier<LongPinnedRule, PinnedHeapFixProvider>.Fixes(
        """
        public class Native
        {
            private readonly GCHandle _handle;

            public Native()
            {
                var buffer = new byte[4096]; // as the driver wants it
                _handle = [|GCHandle.Alloc(buffer, GCHandleType.Pinned)|];
            }
        }
        """,
        """
        public class Native
        {
            private readonly GCHandle _handle;

            public Native()
            {
                var buffer = GC.AllocateArray<byte>(4096, pinned: true); // as the driver wants it
                _handle = GCHandle.Alloc(buffer, GCHandleType.Pinned);
            }
        }
        """);

    [Fact]
    public Task PinnedFieldsOfPartialClass_AreAllMadeOnThePinnedHeap() => FixVerifier<LongPinnedRule, PinnedHeapFixProvider>.Fixes(
        """
        public partial class Native
        {
            private readonly int[] _input = new int[Size];
            private readonly System.Numerics.Vector4[] _output = new System.Numerics.Vector4[2 * Size];
            private const int Size = 64;
        }
        public partial class Native
        {
            private readonly GCHandle _in, _out;
            public Native()
            {
                _in = [|GCHandle.Alloc(_input, GCHandleType.Pinned)|];
                _out = [|GCHandle.Alloc(_output, GCHandleType.Pinned)|];
            }
        }
        """,
        """
        public partial class Native
        {
            private readonly int[] _input = GC.AllocateArray<int>(Size, pinned: true);
            private readonly System.Numerics.Vector4[] _output = GC.AllocateArray<System.Numerics.Vector4>(2 * Size, pinned: true);
            private const int Size = 64;
        }
        public partial class Native
        {
            private readonly GCHandle _in, _out;
            public Native()
            {
                _in = GCHandle.Alloc(_input, GCHandleType.Pinned);
                _out = GCHandle.Alloc(_output, GCHandleType.Pinned);
            }
        }
        """,
        iterations: 2);

    [Theory]
    [InlineData("private readonly byte[] _b = new byte[] { 1, 2 }; private GCHandle _h; public void Open() { _h = [|GCHandle.Alloc(_b, GCHandleType.Pinned)|]; }")]
    [InlineData("private readonly byte[] _b = new byte[10L]; private GCHandle _h; public void Open() { _h = [|GCHandle.Alloc(_b, GCHandleType.Pinned)|]; }")]
    public Task PinnedArrayOfAnotherShape_IsLeft(string members) =>
        FixVerifier<LongPinnedRule, PinnedHeapFixProvider>.OffersNothing($"public class Native {{ {members} }}");

    [Fact]
    public Task FilledArrayThatEscapes_IsMadeWithoutZeroing() => FixVerifier<LargeArrayRule, UninitializedArrayFixProvider>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public async Task<IActionResult> Import()
            {
                // All of it.
                var bytes = [|new byte[1 << 20]|];
                await Request.Body.ReadExactlyAsync(bytes);
                return File(bytes, "application/octet-stream");
            }

            public byte[] Random()
            {
                var chars = [|new byte[100_000]|];
                RandomNumberGenerator.Fill(chars);
                return chars;
            }
        }
        """,
        """
        public class ImportController : ControllerBase
        {
            public async Task<IActionResult> Import()
            {
                // All of it.
                var bytes = [|GC.AllocateUninitializedArray<byte>(1 << 20)|];
                await Request.Body.ReadExactlyAsync(bytes);
                return File(bytes, "application/octet-stream");
            }

            public byte[] Random()
            {
                var chars = [|GC.AllocateUninitializedArray<byte>(100_000)|];
                RandomNumberGenerator.Fill(chars);
                return chars;
            }
        }
        """,
        iterations: 2);

    [Theory]
    [InlineData("var b = [|new byte[100_000]|]; body.Read(b); return b;")]
    [InlineData("var b = [|new byte[100_000]|]; body.ReadExactly(b, 0, 10); return b;")]
    [InlineData("var b = [|new byte[100_000]|]; if (body.CanRead) body.ReadExactly(b); return b;")]
    [InlineData("var b = [|new byte[100_000]|]; try { body.ReadExactly(b); } catch (IOException) { } return b;")]
    [InlineData("var b = [|new byte[100_000]|]; GC.KeepAlive(b); body.ReadExactly(b); return b;")]
    [InlineData("var b = [|new object[100_000]|]; b.AsSpan().Fill(1); return b;")]
    [InlineData("var b = [|new byte[100_000]|]; body.ReadExactly(b); GC.KeepAlive(body); return \"\";")]
    [InlineData("return [|new byte[100_000]|];")]
    public Task ArrayThatMayBeSeenOrRented_IsLeft(string statements) => FixVerifier<LargeArrayRule, UninitializedArrayFixProvider>.OffersNothing(
        Snippet.Controller($"public object Import() {{ var body = Request.Body; {statements} }}"));

    [Fact]
    public Task CollectionsOfKnownCount_GetTheirCapacity() => FixVerifier<GrowingCollectionRule, CapacityFixProvider>.Fixes(
        """
        public class ImportController : ControllerBase
        {
            public object Import()
            {
                var all = [|new List<object>()|]; // many
                for (var i = 0; i < 20_000; i++)
                {
                    all.Add(i);
                }

                Dictionary<int, long> squares = [|new()|];
                foreach (var i in Enumerable.Range(0, 30_000))
                {
                    squares.Add(i, i * i);
                }

                return (all, squares);
            }
        }
        """,
        """
        public class ImportController : ControllerBase
        {
            public object Import()
            {
                var all = new List<object>(20_000); // many
                for (var i = 0; i < 20_000; i++)
                {
                    all.Add(i);
                }

                Dictionary<int, long> squares = new(30_000);
                foreach (var i in Enumerable.Range(0, 30_000))
                {
                    squares.Add(i, i * i);
                }

                return (all, squares);
            }
        }
        """,
        iterations: 2);

    [Fact]
    public Task CollectionOfUnknownCount_IsLeft() => FixVerifier<GrowingCollectionRule, CapacityFixProvider>.OffersNothing(Snippet.Controller(
        "public object Import() { var all = [|new List<string>()|]; foreach (var line in System.IO.File.ReadLines(\"x\")) { all.Add(line); } return all; }"));
}
