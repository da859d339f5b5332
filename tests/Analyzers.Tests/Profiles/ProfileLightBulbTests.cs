namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>In an open file AF2001 has the light bulbs of the rules about buffers, where they are proved safe, and applying one leaves nothing to report.</summary>
public sealed class ProfileLightBulbTests
{
    [Theory]
    [InlineData("var b = new byte[n]; input.ReadExactly(b); Look(b.AsSpan(0, n));", "new byte[n]", "Rent the buffer from ArrayPool")]
    [InlineData("var b = new byte[n]; input.ReadExactly(b); _kept = b;", "new byte[n]", "Create the array without zeroing it")]
    [InlineData("var m = new MemoryStream(); input.CopyTo(m); var text = Convert.ToBase64String(m.ToArray()); _later = () => GC.KeepAlive(text);", "m.ToArray()", "Use the stream's own buffer instead of a copy")]
    [InlineData("using var m = new MemoryStream(); input.CopyTo(m);", "new MemoryStream()", "Use a RecyclableMemoryStream")]
    public async Task Fix_HangsOnTheDiagnostic_AndCuresIt(string statements, string place, string title)
    {
        var source = Source(statements);
        using var editor = new ProfileEditor(source, Profile(source, statements));
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync(), found => ProfileEditor.TextOf(found) == place);

        var lightBulb = Assert.Single(await editor.LightBulbsAsync(diagnostic));
        Assert.Equal(title, lightBulb.Title);
        await editor.ApplyAsync(lightBulb);

        var remaining = await Task.WhenAll((await editor.DiagnosticsAsync()).Select(editor.LightBulbsAsync));
        Assert.Empty(remaining.SelectMany(bulbs => bulbs));
    }

    [Fact]
    public async Task Renting_LeavesNothingToReport()
    {
        const string Statements = "var b = new byte[n]; input.ReadExactly(b); Look(b.AsSpan(0, n));";
        var source = Source(Statements);
        using var editor = new ProfileEditor(source, Profile(source, Statements));
        await editor.ApplyAsync(Assert.Single(await editor.LightBulbsAsync(Assert.Single(await editor.DiagnosticsAsync()))));
        Assert.Empty(await editor.DiagnosticsAsync());
    }

    [Fact]
    public async Task WhereItIsNotSafe_TheMessageSaysWhy()
    {
        const string Statements = "var b = new byte[n]; input.ReadExactly(b); _later = () => _kept = b;";
        var source = Source(Statements);
        using var editor = new ProfileEditor(source, Profile(source, Statements));
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync());
        Assert.EndsWith("; no fix is offered because 'b' is captured by a lambda or local function", ProfileEditor.MessageOf(diagnostic), StringComparison.Ordinal);
        Assert.DoesNotContain(await editor.LightBulbsAsync(diagnostic), bulb => bulb.Title.StartsWith("Rent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Typing_KeepsTheSquiggleWhereTheAllocationIs()
    {
        const string Statements = "var b = new byte[n]; input.ReadExactly(b); Look(b.AsSpan(0, n));";
        var source = Source(Statements);
        using var before = new ProfileEditor(source, Profile(source, Statements));
        using var after = new ProfileEditor(source.Replace("public void Run", "private int _a;\n    private int _b;\n    public void Run", StringComparison.Ordinal), Profile(source, Statements));
        Assert.Equal(await before.PlacesAsync(), await after.PlacesAsync());
    }

    private static string Profile(string source, string statements) =>
        ProfileText.Of(ProfileText.Row("M:Codec.Run(System.IO.Stream,System.IO.Stream,System.Int32)", ProfileText.LineOf(source, statements)));

    /// <summary>Nothing here is a request path.</summary>
    private static string Source(string statements) => $$"""
        public partial class Codec
        {
            private byte[] _kept = [];
            private Action? _later;

            public void Run(Stream input, Stream output, int n)
            {
                {{statements}}
            }

            private static void Look(ReadOnlySpan<byte> bytes) { }
        }
        """;
}
