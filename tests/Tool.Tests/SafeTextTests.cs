using System.Buffers.Binary;
using System.Text;
using AppFrag.Tool.Processes;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Tests;

public class SafeTextTests
{
    [Theory]
    [InlineData("plain [red]markup[/] stays", "plain [red]markup[/] stays")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("two\nlines\ttab", "two\\u000alines\\u0009tab")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("rtl \u202eevil", "rtl \\u202eevil")]
    [InlineData("zero\u200bwidth", "zero\\u200bwidth")]
    [InlineData("größe 日本語 😀", "größe 日本語 😀")]
    public void OneLine_ForeignText_CannotMoveTheCursor(string text, string expected) => Assert.Equal(expected, SafeText.OneLine(text));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(25276510208, "24 GiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Bytes_AreShort(long bytes, string expected) => Assert.Equal(expected, Units.Bytes(bytes));

    [Fact]
    public void DiagnosticAnswer_Strings_AreRead()
    {
        byte[] payload = [.. new byte[24], .. String("dotnet a.dll"), .. String("Linux"), .. String("x64"), .. String("a"), .. String("10.0.12")];

        Assert.Equal(new DiagnosticPort.Answer("dotnet a.dll", "x64", "a", "10.0.12"), DiagnosticPort.Parse(payload));
    }

    [Fact]
    public void DiagnosticAnswer_CutAnywhere_IsInvalidData()
    {
        byte[] payload = [.. new byte[24], .. String("dotnet a.dll"), .. String("Linux"), .. String("x64"), .. String("a"), .. String("10.0.12")];
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => DiagnosticPort.Parse(payload.AsSpan(0, length)));
        }
    }

    private static byte[] String(string text)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length + 1);
        return [.. length, .. Encoding.Unicode.GetBytes(text + '\0')];
    }
}
