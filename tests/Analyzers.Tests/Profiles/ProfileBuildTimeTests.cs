using System.Collections.Immutable;
using System.Diagnostics;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>
/// What a profile adds to a build: the time that the compiler itself counts for the two rules, and the difference of whole compiles, which is noisier.
/// Needs a quiet machine, so only on request. The last profile is the worst that can be: every method of the project is in it,
/// so every method is looked into; it is shown and not held to the limit.
/// </summary>
public sealed class ProfileBuildTimeTests(ITestOutputHelper output)
{
    private const string Switch = "APPFRAG_PROFILE_BENCHMARK";
    private const double Limit = 0.01;
    private const int Types = 1000;
    private const int Rows = 10_000;
    private const int Rounds = 2;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(LargeArrayRule).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    [Fact]
    public async Task TenThousandRows_AddLessThanAHundredth()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Switch) == "1", $"a measurement: {Switch}=1 asks for it");
        var trees = GeneratedProject.Parse(Types);
        (string Name, string Profile, bool IsHeld)[] profiles =
        [
            ("10,000 rows, none of this project", GeneratedProject.Profile(Types, 0, Rows), true),
            ("10,000 rows, 100 of members of this project that allocate", GeneratedProject.Profile(Types, 100, Rows), true),
            ("10,000 rows, 500 of members of this project that allocate", GeneratedProject.Profile(Types, 500, Rows), false),
            ("10,000 rows, every method of this project", GeneratedProject.Profile(Types, Rows, Rows), false),
        ];
        await BuildAsync(trees, null);
        var without = new List<Build>();
        var with = profiles.Select(_ => new List<Build>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            without.Add(await BuildAsync(trees, null));
            for (var i = 0; i < profiles.Length; i++)
            {
                // In turns: a machine that grows slower makes all slower.
                with[i].Add(await BuildAsync(trees, profiles[i].Profile));
            }
        }

        output.WriteLine($"{Types} types, {Types * GeneratedProject.MethodsOfType} methods, all rules; processor time of a compile without a profile: median {Median(without.Select(build => build.Seconds)):0.000} s");
        for (var i = 0; i < profiles.Length; i++)
        {
            var ratios = with[i].Zip(without, (a, b) => a.Seconds / b.Seconds).ToList();
            var shares = with[i].Select(build => build.OfRules / build.Seconds).ToList();
            output.WriteLine($"{profiles[i].Name}: both rules {Median(shares):0.00%} ({shares.Min():0.00%}–{shares.Max():0.00%}) of the compile; whole compiles {Median(ratios):0.000} ({ratios.Min():0.000}–{ratios.Max():0.000}); {with[i][0].Found} diagnostics of them");
            Assert.True(!profiles[i].IsHeld || Median(shares) < Limit, profiles[i].Name);
        }
    }

    private static AnalyzerOptions OptionsOf(string? profile) => new(profile is null ? [] : [new ProfileFile(profile)]);

    /// <summary>Binding of everything, and all rules: the part of a build that a profile can make longer.</summary>
    private static async Task<Build> BuildAsync(List<SyntaxTree> trees, string? profile)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var compilation = GeneratedProject.Compile(trees).WithAnalyzers(Rules, new CompilationWithAnalyzersOptions(OptionsOf(profile), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        var result = await compilation.GetAnalysisResultAsync(TestContext.Current.CancellationToken);
        Assert.Empty(compilation.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(1));
        process.Refresh();
        var seconds = (process.TotalProcessorTime - before).TotalSeconds;
        var ofRules = result.AnalyzerTelemetryInfo.Where(rule => rule.Key is ProfiledAllocationRule or ProfileOutdatedRule).Sum(rule => rule.Value.ExecutionTime.TotalSeconds);
        Assert.True(ofRules > 0, "the compiler has not counted the rules' time");
        return new Build(seconds, ofRules, result.GetAllDiagnostics().Count(diagnostic => diagnostic.Id.StartsWith("AF2", StringComparison.Ordinal)));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private sealed record Build(double Seconds, double OfRules, int Found);

    private sealed class ProfileFile(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => "/large/appfrag.profile.tsv";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
