using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0008: handles that pin an array for a long time.</summary>
[Trait("Rule", RuleIds.LongPinned)]
public sealed class LongPinnedTests
{
    [Theory]
    [InlineData("public Native() { _buffer = new byte[4096]; _handle = [|GCHandle.Alloc(_buffer, GCHandleType.Pinned)|]; }")]
    [InlineData("private readonly int[] _own = new int[100]; public Native() { _handle = [|GCHandle.Alloc(_own, GCHandleType.Pinned)|]; }")]
    [InlineData("public Native() { var b = new byte[100]; var h = [|GCHandle.Alloc(b, GCHandleType.Pinned)|]; _handle = h; _buffer = b; }")]
    [InlineData("public void Open() { _handle = [|GCHandle.Alloc(new byte[100], GCHandleType.Pinned)|]; }")]
    [InlineData("private static GCHandle _all; public static void Open() { var b = new long[100]; _all = [|GCHandle.Alloc(b, GCHandleType.Pinned)|]; }")]
    [InlineData("private static readonly GCHandle All = [|GCHandle.Alloc(new byte[64], GCHandleType.Pinned)|];")]
    public Task KeptHandle_Reports(string members) => LongPinned.Reports(Type(members));

    [Theory]
    [InlineData("public void Call() { var b = new byte[100]; var h = GCHandle.Alloc(b, GCHandleType.Pinned); try { Use(h.AddrOfPinnedObject()); } finally { h.Free(); } }")]
    [InlineData("public void Call() { var b = new byte[100]; _handle = GCHandle.Alloc(b, GCHandleType.Pinned); Use(_handle.AddrOfPinnedObject()); _handle.Free(); }")]
    [InlineData("public void Open(byte[] theirs) { _handle = GCHandle.Alloc(theirs, GCHandleType.Pinned); }")]
    [InlineData("public void Open() { _buffer = GC.AllocateArray<byte>(100, pinned: true); _handle = GCHandle.Alloc(_buffer, GCHandleType.Pinned); }")]
    [InlineData("public void Open() { _handle = GCHandle.Alloc(this); }")]
    [InlineData("public void Open() { _handle = GCHandle.Alloc(new byte[100], GCHandleType.Normal); }")]
    [InlineData("public void Open() { _handle = GCHandle.Alloc(\"text\", GCHandleType.Pinned); }")]
    [InlineData("public void Open() { _buffer = new byte[100]; _buffer = new byte[200]; _handle = GCHandle.Alloc(_buffer, GCHandleType.Pinned); }")]
    [InlineData("public unsafe void Call() { fixed (byte* p = new byte[100]) { Use((IntPtr)p); } }")]
    public Task OtherHandle_StaysSilent(string members) => LongPinned.StaysSilent(Type(members));

    [Fact]
    public Task TestCode_StaysSilent() => LongPinned.StaysSilent("namespace Shop.Tests {\n" + Type("public void Open() { _handle = GCHandle.Alloc(new byte[100], GCHandleType.Pinned); }") + "}");

    [Fact]
    public Task Message_NamesTheArray() => LongPinned.ReportsMessageAndPlace(
        Type("public void Open() { var b = {|#1:new byte[100]|}; _buffer = b; _handle = {|#0:GCHandle.Alloc(b, GCHandleType.Pinned)|}; }"),
        "GCHandle.Alloc(b, GCHandleType.Pinned)",
        "new byte[100]",
        "byte");

    private static string Type(string members) => $$"""
        public class Native
        {
            private byte[] _buffer = [];
            private GCHandle _handle;
            {{members}}
            private static void Use(object value) { }
        }
        """;
}
