using System.Runtime.CompilerServices;
using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class SitePlaceTests : IDisposable
{
    private const int PastTheEnd = int.MaxValue;
    private readonly SourceLines _lines = new();

    [Fact]
    public void KnownOffset_IsFileAndLine()
    {
        var (file, line) = Of(0);
        Assert.Equal((ThisFile(), TwoLines()), (file, line));
    }

    [Fact]
    public void UnknownOffsetWithinOneLine_IsThatLine() => Assert.Equal((ThisFile(), TwoLines()), Of(ILMap.Unknown, (0, 1)));

    [Theory]
    [InlineData(0, PastTheEnd)]
    [InlineData(PastTheEnd, 0)]
    [InlineData(0, ILMap.Unknown)]
    [InlineData(ILMap.Unknown, 0)]
    public void UnknownOffsetBetweenLines_IsFileWithoutLine(int before, int after) =>
        Assert.Equal((ThisFile(), null), Of(ILMap.Unknown, (before, after)));

    [Fact]
    public void CodeWithoutMap_IsFileWithoutLine() => Assert.Equal((ThisFile(), null), Of(ILMap.Unknown));

    [Theory]
    [InlineData(null)]
    [InlineData("/no/such/file.dll")]
    public void ModuleWithoutSymbols_IsNeither(string? module) => Assert.Equal((null, null), Of(0, module: module));

    public void Dispose() => _lines.Dispose();

    /// <summary>A method of two lines, that says which its first is.</summary>
    private static int TwoLines()
    {
        var first = ThisLine();
        return first;
    }

    private static int ThisLine([CallerLineNumber] int line = 0) => line;

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private (string? File, int? Line) Of(int offset, (int, int)? around = null) => Of(offset, around, typeof(SitePlaceTests).Assembly.Location);

    private (string? File, int? Line) Of(int offset, string? module) => Of(offset, null, module);

    private (string? File, int? Line) Of(int offset, (int, int)? around, string? module) => SitePlace.Of(
        new ResolvedFrame(
            new MethodFrame { FullName = "M", ModulePath = module, IsUserCode = true, MethodToken = ((Func<int>)TwoLines).Method.MetadataToken },
            offset,
            around),
        _lines);
}
