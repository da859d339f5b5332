using AppFrag.Tool.Kernel.Tracing;

namespace AppFrag.Tool.Tests.Kernel;

public class EventFormatTests
{
    private static EventFormat Parse(string file)
    {
        Assert.True(EventFormat.TryParse(KernelFixture.Text(file), out var format, out string problem), problem);
        return format!;
    }

    [Fact]
    public void Kmalloc_RecordedText_HasIdAndFields()
    {
        var format = Parse("format-kmalloc-6.18.txt");

        Assert.Equal(658, format.Id);
        Assert.Equal(10, format.Fields.Count);
        Assert.Equal(new EventField("bytes_alloc", 32, 8, IsSigned: false, IsLocatedText: false), format.Require("bytes_alloc"));
        Assert.Equal(new EventField("ptr", 16, 8, IsSigned: false, IsLocatedText: false), format.Require("ptr"));
    }

    [Fact]
    public void CacheName_IsTextOfNewKernelsOnly()
    {
        Assert.True(Parse("format-kmem_cache_alloc-6.18.txt").Require("name").IsLocatedText);
        var refused = Assert.Throws<KernelRefusedException>(() => Parse("format-kmem_cache_alloc-6.1.txt").Require("name"));
        Assert.Contains("\"name\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignedField_IsKnownAsSigned() =>
        Assert.True(Parse("format-mm_page_alloc_extfrag-6.18.txt").Require("fallback_order").IsSigned);

    [Theory]
    [InlineData("", "no line \"ID")]
    [InlineData("ID: 5\n", "no fields")]
    [InlineData("ID: five\n", "line 1")]
    [InlineData("ID: 5\n\tfield:int a;\toffset:8;\n", "line 2")]
    [InlineData("ID: 5\n\tfield:int a;\toffset:-8;\tsize:4;\tsigned:1;\n", "line 2")]
    [InlineData("ID: 5\n\tfield:int a;\toffset:999999;\tsize:4;\tsigned:1;\n", "line 2")]
    [InlineData("ID: 5\n\tfield:int a;\toffset:8;\tsize:4;\tsigned:1;\n\tfield:int a;\toffset:8;\tsize:4;\tsigned:1;\n", "line 3")]
    public void Malformed_IsNamedWithItsLine(string text, string problem)
    {
        Assert.False(EventFormat.TryParse(text, out var format, out string said));
        Assert.Null(format);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }
}
