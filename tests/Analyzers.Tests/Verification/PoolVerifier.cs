using System.Collections.Immutable;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>
/// Runs all rules about pools over a source in which <c>{|AF1001:…|}</c> marks each expected diagnostic. Whatever isn't marked must
/// not be reported by any of them, so each case is a silent case of the other rules.
/// </summary>
internal static class PoolVerifier
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new PoolUsageRule(), new ClearOnReturnRule(), new RentRoundsUpRule()];

    /// <summary>Members of a class that has a stream, a hash and methods of its own at hand.</summary>
    public static Task Members(string members) => Verify($$"""
        public class Subject
        {
            {{Snippet.Indent(members, 4)}}

            public static void Look(ReadOnlySpan<byte> bytes) { }
            public static void Fill(Span<byte> bytes) { }
            public static bool Test() => DateTime.UtcNow.Ticks % 2 == 0;
        }
        """);

    /// <summary>The body of an asynchronous method.</summary>
    public static Task Body(string body) => Members($$"""
        public async Task<int> Run(Stream stream, int n, bool flag, CancellationToken token)
        {
            await Task.Yield();
            {{Snippet.Indent(body, 4)}}
            return n;
        }
        """);

    public static async Task Verify(string markup)
    {
        CaseKind.Check(markup);
        TestFileMarkupParser.GetSpans(markup, out var source, out ImmutableDictionary<string, ImmutableArray<Microsoft.CodeAnalysis.Text.TextSpan>> spans);
        var expected = spans.SelectMany(entry => entry.Value.Select(span => $"{entry.Key} {source.Substring(span.Start, span.Length)} @{span.Start}")).Order(StringComparer.Ordinal);
        var found = (await DiagnosticsAsync(source, Rules))
            .Select(diagnostic => $"{diagnostic.Id} {source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)} @{diagnostic.Location.SourceSpan.Start}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(string.Join("\n", expected), string.Join("\n", found));
    }

    /// <summary>The messages of all diagnostics, in the order of the source.</summary>
    public static async Task<IEnumerable<string>> MessagesAsync(string source, params ImmutableArray<DiagnosticAnalyzer> rules) =>
        (await DiagnosticsAsync(source, rules.IsEmpty ? Rules : rules)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .Select(diagnostic => diagnostic.Id + " " + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string source, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = CSharpCompilation.Create(
            "Subject",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: token), CSharpSyntaxTree.ParseText(Snippet.Usings, cancellationToken: token)],
            InstalledFrameworks.AspNetCore,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions([KeyValuePair.Create(RuleIds.RentalNotReturnedOnException, ReportDiagnostic.Info)]));
        Assert.DoesNotContain(compilation.GetDiagnostics(token), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return await compilation.WithAnalyzers(rules, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(token);
    }
}
