using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Profiles;

[Trait("Rule", "AF2001")]
public sealed class ProfiledAllocationTests
{
    private const string Helper = """
        namespace Shop.Data;

        public static class Codec
        {
            public static string Encode(Stream input, int count)
            {
                var buffer = new byte[count]; // here
                input.ReadExactly(buffer);
                return Convert.ToHexString(SHA256.HashData(buffer));
            }
        }
        """;

    private const string Member = "M:Shop.Data.Codec.Encode(System.IO.Stream,System.Int32)";

    [Fact]
    public async Task HelperThatNoRequestPathRuleCanSee_Reports()
    {
        using var editor = new ProfileEditor(Helper, ProfileText.Of(ProfileText.Row(Member, ProfileText.LineOf(Helper, "// here"))));

        var diagnostic = Assert.Single(await editor.DiagnosticsAsync());

        Assert.Equal(("AF2001", DiagnosticSeverity.Warning, "new byte[count]"), (diagnostic.Id, diagnostic.Severity, ProfileEditor.TextOf(diagnostic)));
        Assert.Equal(
            "'new byte[count]' allocates 1.0 MiB/s on the large object heap in production, 61 % of all there, most of it for POST /orders/upload (shop 1.4.2, commit ab12cd3, 3 days old)",
            ProfileEditor.MessageOf(diagnostic));
    }

    [Theory]
    [InlineData("var b = new byte[n]; input.ReadExactly(b);", "System.Byte[]", "new byte[n]")]
    [InlineData("byte[] b = [.. Enumerable.Repeat((byte)1, n)];", "System.Byte[]", "[.. Enumerable.Repeat((byte)1, n)]")]
    [InlineData("var b = GC.AllocateUninitializedArray<byte>(n); Keep(b);", "System.Byte[]", "GC.AllocateUninitializedArray<byte>(n)")]
    [InlineData("var b = File.ReadAllBytes(name);", "System.Byte[]", "File.ReadAllBytes(name)")]
    [InlineData("var b = Encoding.UTF8.GetBytes(name);", "System.Byte[]", "Encoding.UTF8.GetBytes(name)")]
    [InlineData("var b = await File.ReadAllBytesAsync(name);", "System.Byte[]", "File.ReadAllBytesAsync(name)")]
    [InlineData("using var m = new MemoryStream(); input.CopyTo(m);", "System.Byte[]", "new MemoryStream()")]
    [InlineData("input.CopyTo(_memory);", "System.Byte[]", "input.CopyTo(_memory)")]
    [InlineData("var b = _memory.ToArray();", "System.Byte[]", "_memory.ToArray()")]
    [InlineData("var s = Convert.ToBase64String(new byte[n]);", "System.String", "Convert.ToBase64String(new byte[n])")]
    [InlineData("var s = Convert.ToBase64String(new byte[n]);", "System.Byte[]", "new byte[n]")]
    [InlineData("""var s = $"{name}-{n}";""", "System.String", "$\"{name}-{n}\"")]
    [InlineData("var s = name + name + n;", "System.String", "name + name + n")]
    [InlineData("name += name;", "System.String", "name += name")]
    [InlineData("_list.Add(n);", "System.Int32[]", "_list.Add(n)")]
    [InlineData("var d = new Dictionary<string, int>(n);", "System.Collections.Generic.Dictionary`2+Entry[System.String,System.Int32][]", "new Dictionary<string, int>(n)")]
    [InlineData("var a = new int[n, n];", "System.Int32[,]", "new int[n, n]")]
    [InlineData("var a = new int[n][]; var b = new byte[n];", "System.Int32[][]", "new int[n][]")]
    [InlineData("var a = new Store.Entry[n];", "Entry[]", "new Store.Entry[n]")]
    [InlineData("var a = _bytes[1..];", "System.Byte[]", "_bytes[1..]")]
    [InlineData("input.WriteByte(1);", "System.Byte[]", "input.WriteByte(1)")]
    [InlineData("await Console.Out.WriteLineAsync(name);", "System.Byte[]", "Console.Out.WriteLineAsync(name)")]
    [InlineData("System.Text.Json.JsonSerializer.Serialize(input, name);", "System.Byte[]", "System.Text.Json.JsonSerializer.Serialize(input, name)")]
    [InlineData("var b = Short(n);", "System.Byte[]", "Short(n)")]
    [InlineData("Action a = () => Keep(new byte[n]); a();", "System.Byte[]", "new byte[n]")]
    public async Task OnItsLine_WhatMadeThatType_IsReported(string statement, string type, string place)
    {
        var source = Store(statement);
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, ProfileText.LineOf(source, statement), type)));
        Assert.Equal(place, await editor.PlacesAsync());
    }

    [Theory]
    [InlineData("var b = ArrayPool<byte>.Shared.Rent(n); input.ReadExactly(b, 0, n); ArrayPool<byte>.Shared.Return(b);", "System.Byte[]")]
    [InlineData("var m = s_streams.GetStream(); input.CopyTo(m);", "System.Byte[]")]
    [InlineData("input.ReadExactly(stackalloc byte[16]);", "System.Byte[]")]
    [InlineData("var s = n.ToString(CultureInfo.InvariantCulture);", "System.Byte[]")]
    [InlineData("var a = new int[n];", "System.Byte[]")]
    [InlineData("var a = new List<int>();", "System.String")]
    [InlineData("Empty(n);", "System.Byte[]")]
    [InlineData("input.ReadExactly(_bytes);", "System.Byte[]")]
    [InlineData("_ = System.Security.Cryptography.SHA256.HashData(input, _bytes);", "System.Byte[]")]
    [InlineData("Console.Out.Write(name);", "System.String")]
    public async Task CodeThatWasChangedSince_StaysSilent(string statement, string type)
    {
        var source = Store(statement);
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, ProfileText.LineOf(source, statement), type)));
        Assert.Empty(await editor.DiagnosticsAsync());
    }

    [Fact]
    public async Task CodeThatHasMoved_ReportsTheNearestOfThatType()
    {
        var source = Store("Keep(new int[n]);\nKeep(new byte[n + 1]);\n\n\n\n\n\nKeep(new byte[n + 2]);");
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, ProfileText.LineOf(source, "new byte[n + 2]") - 1)));

        var diagnostic = Assert.Single(await editor.DiagnosticsAsync());

        Assert.Equal("new byte[n + 2]", ProfileEditor.TextOf(diagnostic));
        Assert.Contains("3 days old, line ", ProfileEditor.MessageOf(diagnostic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineNobodyKnew_ReportsTheOnlyOne()
    {
        var source = Store("Keep(new byte[n]);");
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, line: 0, file: "")));
        Assert.Equal("new byte[n]", await editor.PlacesAsync());
    }

    [Fact]
    public async Task TwoRows_DoNotClaimTheSamePlace()
    {
        var source = Store("Keep(new byte[n + 1]);\nKeep(new byte[n + 2]);");
        var line = ProfileText.LineOf(source, "new byte[n + 1]");
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, line - 1, file: "Old.cs"), ProfileText.Row(StoreMember, line)));
        Assert.Equal("new byte[n + 1] | new byte[n + 2]", await editor.PlacesAsync());
    }

    [Fact]
    public async Task RowsOfOnePlace_AddUp()
    {
        var source = Store("Keep(new byte[n]);");
        var line = ProfileText.LineOf(source, "new byte[n]");
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, line, share: 0.3, route: ""), ProfileText.Row(StoreMember, line, share: 0.3)));
        Assert.Contains("allocates 2.0 MiB/s on the large object heap in production, 60 % of all there (", ProfileEditor.MessageOf(Assert.Single(await editor.DiagnosticsAsync())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LittleOfTheHeap_IsASuggestion()
    {
        var source = Store("Keep(new byte[n]);");
        using var editor = new ProfileEditor(source, ProfileText.Of(ProfileText.Row(StoreMember, ProfileText.LineOf(source, "new byte[n]"), share: 0.001, kind: "poh")));
        var diagnostic = Assert.Single(await editor.DiagnosticsAsync());
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Contains("on the pinned object heap in production, less than 1 % of all there", ProfileEditor.MessageOf(diagnostic), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M:Shop.Store`1.Nested.Make``1(`0,``0)", "System.Char[]", "new char[1]")]
    [InlineData("M:Shop.Store`1.#ctor(System.Int32)", "System.Byte[]", "new byte[2]")]
    [InlineData("M:Shop.Store`1.#cctor", "System.Byte[]", "new byte[3]")]
    [InlineData("M:Shop.Store`1.get_Size", "System.Byte[]", "new byte[4]")]
    [InlineData("M:Shop.Store`1.set_Item(System.Int32,System.Byte[])", "System.Byte[]", "new byte[5]")]
    [InlineData("M:Shop.Store`1.System#IDisposable#Dispose", "System.Byte[]", "new byte[6]")]
    [InlineData("M:Shop.Store`1.op_Implicit(Shop.Store{`0})~System.Byte[]", "System.Byte[]", "new byte[7]")]
    [InlineData("M:Shop.Store`1.All(System.Int32)", "System.Byte[]", "new byte[8]")]
    [InlineData("M:Shop.Store`1.All(System.String)", "System.Byte[]", "new byte[9]")]
    [InlineData("M:Shop.Line.Copy", "System.Byte[]", "new byte[10]")]
    public async Task EveryKindOfMember_IsFound(string member, string type, string place)
    {
        const string Source = """
            namespace Shop
            {
                public class Store<T> : IDisposable
                {
                    public Store(int a) { }
                    private byte[] _field = new byte[2];
                    private static readonly byte[] Shared = new byte[3];
                    static Store() { }
                    public byte[] Size => new byte[4];
                    public byte[] this[int a] { get => _field; set { _field = new byte[5]; } }
                    void IDisposable.Dispose() => _field = new byte[6];
                    public static implicit operator byte[](Store<T> a) => new byte[7];
                    public IEnumerable<byte[]> All(int a) { yield return new byte[8]; }
                    public async Task<byte[]> All(string a) { await Task.Yield(); return new byte[9]; }
                    public class Nested { public char[] Make<U>(T a, U b) { char[] Local() => new char[1]; return Local(); } }
                }

                public record Line(string Item) { public byte[] Copy() => new byte[10]; }
            }
            """;
        using var editor = new ProfileEditor(Source, ProfileText.Of(ProfileText.Row(member, ProfileText.LineOf(Source, place), type)));
        Assert.Equal(place, await editor.PlacesAsync());
    }

    [Fact]
    public async Task TopLevelStatements_AreFound()
    {
        const string Source = "var n = args.Length;\nConsole.WriteLine(new byte[n].Length);\n";
        using var editor = new ProfileEditor(Source, ProfileText.Of(ProfileText.Row("M:Program.{Main}$(System.String[])", 2)), OutputKind.ConsoleApplication);
        Assert.Equal("new byte[n]", await editor.PlacesAsync());
    }

    [Theory]
    [InlineData("M:Shop.Data.Codec.Encode(System.IO.Stream)")]
    [InlineData("M:Shop.Data.Codec.Decode(System.IO.Stream,System.Int32)")]
    [InlineData("M:Shop.Other.Codec.Encode(System.IO.Stream,System.Int32)")]
    [InlineData("M:Codec")]
    [InlineData("M:.")]
    [InlineData("M:((((")]
    [InlineData("M:Shop.Data.Codec.Encode(System.IO.Stream,System.Int32)~")]
    public async Task AnotherMember_StaysSilent(string member)
    {
        using var editor = new ProfileEditor(Helper, ProfileText.Of(ProfileText.Row(member, ProfileText.LineOf(Helper, "// here"))));
        Assert.Empty(await editor.DiagnosticsAsync());
    }

    [Theory]
    [InlineData("appfrag.excluded_symbol_names = Shop.Data*")]
    [InlineData("appfrag.excluded_symbol_names = Encode")]
    public async Task ExcludedSymbol_StaysSilent(string option)
    {
        using var editor = new ProfileEditor(Helper, ProfileText.Of(ProfileText.Row(Member, ProfileText.LineOf(Helper, "// here"))), editorConfig: $"root = true\n[*.cs]\n{option}\n");
        Assert.Empty(await editor.DiagnosticsAsync());
    }

    [Fact]
    public async Task SmallObjects_StaySilent()
    {
        using var editor = new ProfileEditor(Helper, ProfileText.Of(ProfileText.Row(Member, ProfileText.LineOf(Helper, "// here"), kind: "soh")));
        Assert.Empty(await editor.DiagnosticsAsync());
    }

    private const string StoreMember = "M:Shop.Store.Run(System.IO.Stream,System.String,System.Int32)";

    private static string Store(string statements) => $$"""
        using System.Globalization;
        using Microsoft.IO;

        namespace Shop;

        public class Store
        {
            private static readonly RecyclableMemoryStreamManager s_streams = new();
            private readonly MemoryStream _memory = new();
            private readonly List<int> _list = [];
            private readonly byte[] _bytes = [];

            public async Task Run(Stream input, string name, int n)
            {
                await Task.Yield();
                {{statements}}
            }

            private static byte[] Short(int n) => new byte[n];

            private static void Empty(int n) => GC.KeepAlive(n);

            private static void Keep(object kept) => GC.KeepAlive(kept);

            public struct Entry { public long A; }
        }
        """;
}
