using System.Text;
using AppFrag.Model;
using AppFrag.Tool.Kernel.Symbols;

namespace AppFrag.Tool.Tests.Kernel;

public class KernelSymbolsTests
{
    [Fact]
    public void Address_RecordedText_IsFunctionAndOffset()
    {
        var symbols = KernelSymbols.Parse(KernelFixture.Bytes("kallsyms-6.18.txt"), [0xffffffff816c7b47, 0xffffffff816c7a70]);

        Assert.Equal(SourceState.Ok, symbols.Status.State);
        Assert.Equal("alloc_pipe_info+0xd7", symbols.NameOf(0xffffffff816c7b47));
        Assert.Equal("alloc_pipe_info+0x0", symbols.NameOf(0xffffffff816c7a70));
    }

    [Fact]
    public void Address_InModule_AfterUnsortedLines_FindsTheNearestCode()
    {
        byte[] text = "ffffffffc0001000 t mine\t[module]\nffffffffc0000000 t before\t[module]\nffffffffc0001010 d data\t[module]\n"u8.ToArray();

        Assert.Equal("mine+0x20", KernelSymbols.Parse(text, [0xffffffffc0001020]).NameOf(0xffffffffc0001020));
    }

    [Fact]
    public void Address_FarFromAnyFunction_StaysANumber() =>
        Assert.Equal("0xffffffffd0000000", KernelSymbols.Parse("ffffffff81000000 T _text\n"u8, [0xffffffffd0000000]).NameOf(0xffffffffd0000000));

    [Fact]
    public void HiddenAddresses_AreNamedAsSuchAndShowNoAddress()
    {
        var symbols = KernelSymbols.Parse("0000000000000000 T _text\n0000000000000000 t alloc_pipe_info\n"u8, [0xffffffff816c7b47]);

        Assert.Equal(SourceState.Unavailable, symbols.Status.State);
        Assert.Contains("kptr_restrict", symbols.Status.Reason, StringComparison.Ordinal);
        Assert.Equal("(hidden)", symbols.NameOf(0xffffffff816c7b47));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no symbols at all\n")]
    public void TextWithoutSymbols_IsUnavailable(string text) =>
        Assert.Equal(SourceState.Unavailable, KernelSymbols.Parse(Encoding.UTF8.GetBytes(text), [1]).Status.State);
}
