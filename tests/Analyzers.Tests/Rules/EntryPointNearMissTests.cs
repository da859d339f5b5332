using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;

namespace AppFrag.Analyzers.Tests.Rules;

/// <summary>AF0001 beside an entry point: a member that the row doesn't mean, and a type that only has the name.</summary>
[Trait("Rule", RuleIds.LargeArray)]
public sealed class EntryPointNearMissTests
{
    private const string Elsewhere = "Elsewhere";

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (row, framework, use) in EntryPointCases.Rows)
            {
                data.Add(row, framework, use.Replace(EntryPointCases.Creation, "new byte[1]", StringComparison.Ordinal));
            }

            return data;
        }
    }

    public static TheoryData<string, string, string> ForeignRows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (row, framework, use) in EntryPointCases.Rows.Where(row => row.Framework.Length > 0))
            {
                var space = row[..row.LastIndexOf('.')];
                data.Add(row, framework.Replace(space, Elsewhere, StringComparison.Ordinal), Unmarked(use).Replace(space, Elsewhere, StringComparison.Ordinal));
            }

            return data;
        }
    }

    public static TheoryData<string, string> Signatures
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (_, declaration, parameter) in EntryPointCases.ForeignSignatures)
            {
                data.Add(declaration, parameter);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public Task PrivateMemberThatNothingCalls_StaysSilent(string row, string framework, string use)
    {
        Assert.NotEmpty(row);
        return LargeArray.StaysSilent("#nullable enable\n" + framework + "\n" + use[..^1] + "private static int Unused() => new byte[1 << 20].Length; }");
    }

    [Theory]
    [MemberData(nameof(ForeignRows))]
    public Task SameNameInAnotherNamespace_StaysSilent(string row, string framework, string use)
    {
        Assert.NotEmpty(row);
        return LargeArray.StaysSilent("#nullable enable\n" + framework + "\n" + use);
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public Task ParameterOfTheSameName_StaysSilent(string declaration, string parameter) => LargeArray.StaysSilent($$"""
        namespace {{Elsewhere}} { public {{declaration}} { } }
        public class Service { public int Take({{Elsewhere}}.{{parameter}} message) => new byte[1 << 20].Length; }
        """);

    [Theory]
    [InlineData("HttpContext")]
    [InlineData("HttpRequest")]
    [InlineData("HttpResponse")]
    [InlineData("IFormFile")]
    [InlineData("PipeReader")]
    [InlineData("WebSocket")]
    [InlineData("ConnectionContext")]
    public Task OwnTypeOfAFrameworksName_StaysSilent(string type) => LargeArray.StaysSilent($$"""
        namespace {{Elsewhere}} { public class {{type}} { } }
        public class Service { public int Take({{Elsewhere}}.{{type}} message) => new byte[1 << 20].Length; }
        """);

    [Theory]
    [InlineData("public static class E { public static void MapGet(this Shop shop, string path, Action handler) => handler(); public static void Start(Shop shop) => shop.MapGet(\"/\", () => GC.KeepAlive(new byte[1 << 20])); }")]
    [InlineData("public static class E { public static void Start(Shop shop) => shop.Use(_ => GC.KeepAlive(new byte[1 << 20])); }")]
    [InlineData("public static class E { public static void Start(Shop shop) => shop.Run(() => GC.KeepAlive(new byte[1 << 20])); }")]
    [InlineData("public class Import : Shop { public int Post() => new byte[1 << 20].Length; }")]
    [InlineData("public class Hook { public void Invoke(Shop shop) => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("public class Consumer { public void Consume(string message) => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("public class OrderHandler { public void Handle(string message) => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("public static class E { public static byte[] Copy(Stream source) => new byte[1 << 20]; }")]
    [InlineData("public class Page { public int OnGet() => new byte[1 << 20].Length; public int OnPostAsync() => new byte[1 << 20].Length; }")]
    [InlineData("public class Chat { public int Send() => new byte[1 << 20].Length; }")]
    [InlineData("public abstract class Worker { protected abstract Task ExecuteAsync(CancellationToken t); } public class W : Worker { protected override async Task ExecuteAsync(CancellationToken t) { while (true) { GC.KeepAlive(new byte[1 << 20]); await Task.Delay(1, t); } } }")]
    [InlineData("public class Client { private readonly HttpClient _http = new(); public Task<string> Load() { GC.KeepAlive(new byte[1 << 20]); return _http.GetStringAsync(\"a\"); } }")]
    [InlineData("public class Options { public byte[] Buffer { get; set; } = new byte[1 << 20]; }")]
    [InlineData("public static class E { public static IServiceProvider Build(Func<IServiceProvider> build) { GC.KeepAlive(new byte[1 << 20]); return build(); } }")]
    [InlineData("public class Migration { public void Up() => GC.KeepAlive(new byte[1 << 20]); public void Down() => GC.KeepAlive(new byte[1 << 20]); }")]
    [InlineData("public record Order(byte[] Content) { public Order() : this(new byte[1 << 20]) { } }")]
    [InlineData("public class Cache { private readonly Lazy<byte[]> _table = new(() => new byte[1 << 20]); public int Get(HttpContext context) => _table.Value.Length; }")]
    [InlineData("public class Cache { private static byte[]? _table; public int Get(HttpContext context) { if (_table is null) { Interlocked.CompareExchange(ref _table, new byte[1 << 20], null); } return _table!.Length; } }")]
    [InlineData("public class Cache { private byte[]? _table; public int Get(HttpContext context) { var table = _table ?? Interlocked.CompareExchange(ref _table, new byte[1 << 20], null) ?? _table; return table.Length; } }")]
    [InlineData("public class Cache { private byte[]? _table; public int Get(HttpContext context) { var table = Volatile.Read(ref _table); if (_table == null) { Volatile.Write(ref _table, new byte[1 << 20]); } return table?.Length ?? 0; } }")]
    public Task CodeThatOnlyLooksLikeAnEntryPoint_StaysSilent(string type) => LargeArray.StaysSilent($$"""
        #nullable enable
        public class Shop { public void Use(Action<object> step) => step(this); public void Run(Action step) => step(); }
        {{type}}
        """);

    private static string Unmarked(string use) => use.Replace(EntryPointCases.Creation, "new byte[1 << 20]", StringComparison.Ordinal);
}
