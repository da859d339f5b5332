using System.Reflection;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class SitePlaceTests : IDisposable
{
    private const int PastTheEnd = int.MaxValue;
    private const string Bytes = "System.Byte[]";
    private static readonly Assembly Own = typeof(SitePlaceTests).Assembly;
    private readonly SourceLines _lines = new();

    [Fact]
    public void KnownOffset_IsFileAndLine() => Assert.Equal((PlaceSubjects.File, PlaceSubjects.TwoLines()), Of(nameof(PlaceSubjects.TwoLines), 0, end: 1));

    [Fact]
    public void UnknownOffsetWithinOneLine_IsThatLine() =>
        Assert.Equal((PlaceSubjects.File, PlaceSubjects.TwoLines()), Of(nameof(PlaceSubjects.TwoLines), ILMap.Unknown, (0, 1)));

    [Theory]
    [InlineData(0, PastTheEnd)]
    [InlineData(PastTheEnd, 0)]
    [InlineData(0, ILMap.Unknown)]
    [InlineData(ILMap.Unknown, 0)]
    public void UnknownOffsetBetweenLines_NoneOfWhichAllocates_IsFileWithoutLine(int before, int after) =>
        Assert.Equal((PlaceSubjects.File, null), Of(nameof(PlaceSubjects.TwoLines), ILMap.Unknown, (before, after)));

    [Fact]
    public void CodeWithoutMap_WhereNoLineAllocates_IsFileWithoutLine() =>
        Assert.Equal((PlaceSubjects.File, null), Of(nameof(PlaceSubjects.TwoLines), ILMap.Unknown));

    [Theory]
    [InlineData(nameof(PlaceSubjects.OneOfSeveral), Bytes, null, 2)]
    [InlineData(nameof(PlaceSubjects.OneOfSeveral), "System.Int32[]", null, 1)]
    [InlineData(nameof(PlaceSubjects.OneOfSeveral), "System.Char[]", null, null)]
    [InlineData(nameof(PlaceSubjects.OneOfSeveral), null, null, null)]
    [InlineData(nameof(PlaceSubjects.TwoOfAKind), Bytes, null, null)]
    [InlineData(nameof(PlaceSubjects.ThroughAHelper), Bytes, null, 2)]
    [InlineData(nameof(PlaceSubjects.ThroughAHelper), "System.Char[]", null, null)]
    [InlineData(nameof(PlaceSubjects.ThroughAHelper), Bytes, "Namespace.PlaceSubjects.Apart", 3)]
    [InlineData(nameof(PlaceSubjects.ThroughTheFramework), Bytes, null, 2)]
    [InlineData(nameof(PlaceSubjects.ThroughTheFramework), "System.Byte[]", "System.IO.MemoryStream..ctor", 2)]
    [InlineData(nameof(PlaceSubjects.ThroughTheFramework), "System.String", "System.String.Concat", 1)]
    [InlineData(nameof(PlaceSubjects.Generic), "System.String[]", null, 1)]
    [InlineData(nameof(PlaceSubjects.InTheHandler), Bytes, null, 7)]
    [InlineData(nameof(PlaceSubjects.Calling), Bytes, null, null)]
    public void WholeMethod_IsTheOnlyLineThatCanHaveDoneIt(string method, string? type, string? callee, int? behindTheFirst)
    {
        int? first = Of(method, 0, end: 1).Line;
        Assert.NotNull(first);

        Assert.Equal((PlaceSubjects.File, first + behindTheFirst), Of(method, ILMap.Unknown, deed: new FrameDeed(type, callee)));
        Assert.Equal((PlaceSubjects.File, first + behindTheFirst), Of(method, 0, deed: new FrameDeed(type, callee)));
    }

    [Fact]
    public void PlaceInATryBlock_IsTheHandler_WhenOnlyThatCanHaveDoneIt()
    {
        int first = Of(nameof(PlaceSubjects.InTheHandler), 0, end: 1).Line!.Value;
        MethodBody body = typeof(PlaceSubjects).GetMethod(nameof(PlaceSubjects.InTheHandler))!.GetMethodBody()!;
        int inTry = body.ExceptionHandlingClauses[0].TryOffset + 1;

        Assert.Equal(first + 7, Of(nameof(PlaceSubjects.InTheHandler), inTry, end: inTry + 1, deed: new FrameDeed(Bytes, null)).Line);
        Assert.Equal(first + 3, Of(nameof(PlaceSubjects.InTheHandler), inTry, end: inTry + 1, deed: new FrameDeed("System.Object", "M.Apart")).Line);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/no/such/file.dll")]
    public void ModuleWithoutSymbols_IsNeither(string? module) => Assert.Equal((null, null), Of(nameof(PlaceSubjects.TwoLines), 0, module: module));

    public void Dispose() => _lines.Dispose();

    private (string? File, int? Line) Of(string method, int offset, (int, int)? around = null, int end = PastTheEnd, FrameDeed deed = default) =>
        Of(method, offset, Own.Location, around, end, deed);

    private (string? File, int? Line) Of(string method, int offset, string? module, (int, int)? around = null, int end = PastTheEnd, FrameDeed deed = default)
    {
        int token = typeof(PlaceSubjects).GetMethod(method)!.MetadataToken;
        var frame = new MethodFrame { FullName = "M", ModulePath = module, IsUserCode = true, MethodToken = token };
        return SitePlace.Of(new ResolvedFrame(frame, offset, around, end), deed, _lines);
    }
}
