using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Profiles;

[Trait("Rule", "AF2002")]
public sealed class ProfileOutdatedTests
{
    private const string Source = """
        namespace Shop.Data;

        public class Store<T> : IDisposable
        {
            public void Put(T item, int n) { }
            public int Size { get; set; }
            void IDisposable.Dispose() { }
            public static explicit operator int(Store<T> a) => 1;
            public record Line(string Name);
        }
        """;

    [Theory]
    [InlineData("M:Shop.Data.Store`1.Take(`0)", "is gone")]
    [InlineData("M:Shop.Data.Store`1.Put(`0)", "is gone")]
    [InlineData("M:Shop.Data.Store.Put", "is gone")]
    [InlineData("M:Shop.Data.Closed.Run", "is gone")]
    public async Task MemberThatIsGone_IsReportedAtItsRow(string member, string says)
    {
        using var editor = new ProfileEditor(Source, ProfileText.Of(ProfileText.Row("M:Shop.Data.Store`1.get_Size", 1), ProfileText.Row(member, 42)));

        var diagnostic = Assert.Single(await editor.BuildDiagnosticsAsync());

        Assert.Equal(("AF2002", DiagnosticSeverity.Info), (diagnostic.Id, diagnostic.Severity));
        Assert.Contains(says, ProfileEditor.MessageOf(diagnostic), StringComparison.Ordinal);
        Assert.Equal(("/shop/appfrag.profile.tsv", 3), (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Theory]
    [InlineData("M:Shop.Data.Store`1.Put(`0,System.Int32)")]
    [InlineData("M:Shop.Data.Store`1.set_Size(System.Int32)")]
    [InlineData("M:Shop.Data.Store`1.#ctor")]
    [InlineData("M:Shop.Data.Store`1.System#IDisposable#Dispose")]
    [InlineData("M:Shop.Data.Store`1.op_Explicit(Shop.Data.Store{`0})~System.Int32")]
    [InlineData("M:Shop.Data.Store`1.Line.#ctor(System.String)")]
    [InlineData("M:Elsewhere.Library.Run")]
    [InlineData("M:System.IO.Stream.NoSuchThing")]
    [InlineData("M:NoNamespace.Run")]
    [InlineData("M:Program.{Main}$(System.String[])")]
    [InlineData("M:x")]
    [InlineData("M:....")]
    public async Task MemberOfThisOrAnotherProject_StaysSilent(string member)
    {
        using var editor = new ProfileEditor(Source, ProfileText.Of(ProfileText.Row(member, 42)));
        Assert.Empty(await editor.BuildDiagnosticsAsync());
    }

    [Fact]
    public async Task ManyMembersThatAreGone_AreReportedAFewTimes()
    {
        using var editor = new ProfileEditor(Source, ProfileText.Of([.. Enumerable.Range(1, 500).Select(i => ProfileText.Row($"M:Shop.Data.Old{i}.Run", i))]));
        var diagnostics = await editor.BuildDiagnosticsAsync();
        Assert.Equal(10, diagnostics.Count);
        Assert.Contains("(500 rows are; 10 are reported)", ProfileEditor.MessageOf(diagnostics.MinBy(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line)!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(31, null)]
    [InlineData(8, "[*.cs]\nappfrag.profile_max_age_days = 7\n")]
    [InlineData(8, "[*.tsv]\nappfrag.profile_max_age_days = 7\n")]
    [InlineData(31, "[*.cs]\nappfrag.profile_max_age_days = soon\n")]
    public async Task OldProfile_IsReported(double days, string? editorConfig)
    {
        using var editor = new ProfileEditor(Source, ProfileText.Header(days + 0.5), editorConfig: editorConfig is null ? null : "root = true\n" + editorConfig);
        Assert.Contains($"The profile is {days} days old, more than", ProfileEditor.MessageOf(Assert.Single(await editor.BuildDiagnosticsAsync())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(-5, null)]
    [InlineData(300, "[*.cs]\nappfrag.profile_max_age_days = 365\n")]
    public async Task YoungProfile_StaysSilent(double days, string? editorConfig)
    {
        using var editor = new ProfileEditor(Source, ProfileText.Header(days), editorConfig: editorConfig is null ? null : "root = true\n" + editorConfig);
        Assert.Empty(await editor.BuildDiagnosticsAsync());
    }

    public static TheoryData<string, string, int> Unusable => new()
    {
        { "", "the file is empty", 1 },
        { "hello", "this is no profile", 1 },
        { "\u007fELF\u0002\u0001\u0001\0\0\0", "holds the character", 1 },
        { ProfileText.Header() + "<<<<<<< HEAD\n", "1 columns where 9 are expected", 3 },
        { ProfileText.Header() + ProfileText.Row("M:A.B", 1).Replace("\tloh\t", "\tbig\t", StringComparison.Ordinal) + "\n", "kind 'big'", 3 },
        { new string('x', 100_000_000), "the file is too large", 1 },
        { ProfileText.Header() + new string('\t', 9_000_000), "the line is longer", 3 },
        { ProfileText.Header() + string.Concat(Enumerable.Repeat("M:A.B\t\t\t\tloh\t1\t1\t1\t\n", 60_000)), "more than 50,000 rows", 50_003 },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public async Task UnusableFile_IsOneWarning_AndCostsNothing(string profile, string says, int line)
    {
        using var editor = new ProfileEditor(Source, profile);
        await editor.Document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        var diagnostic = Assert.Single(await editor.BuildDiagnosticsAsync());

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        Assert.Equal(("AF2002", DiagnosticSeverity.Warning, line), (diagnostic.Id, diagnostic.Severity, 1 + diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Contains(says, ProfileEditor.MessageOf(diagnostic), StringComparison.Ordinal);
        Assert.True(ProfileEditor.MessageOf(diagnostic).Length < 300);
        Assert.Empty(await editor.DiagnosticsAsync());
    }
}
