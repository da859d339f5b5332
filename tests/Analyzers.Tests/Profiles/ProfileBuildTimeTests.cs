using System.Collections.Immutable;
using System.Diagnostics;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>
/// What a profile adds to a build. Needs a quiet machine, so only on request. The last profile is the worst that can be: every method of the project is in it,
/// so every method is looked into; it is shown and not held to the limit.
/// </summary>
public sealed class ProfileBuildTimeTests(ITestOutputHelper output)
{
    private const string Switch = "APPFRAG_PROFILE_BENCHMARK";
    private const int Types = 100;
    private const int Rows = 10_000;
    private const int Rounds = 3;

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
        (string Name, string Profile)[] profiles =
        [
            ("10,000 rows, none of this project", GeneratedProject.Profile(Types, Rows).Replace("M:Large.", "M:Other.", StringComparison.Ordinal)),
            ("50 rows of members that allocate", GeneratedProject.Profile(Types, 50)),
            ("10,000 rows, 1,000 of members of this project: all there are", GeneratedProject.Profile(Types, Rows)),
        ];
        await BuildAsync(trees, null);
        var without = new List<double>();
        var with = profiles.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            without.Add((await BuildAsync(trees, null)).Seconds);
            for (var i = 0; i < profiles.Length; i++)
            {
                // In turns: a machine that grows slower makes all slower.
                with[i].Add((await BuildAsync(trees, profiles[i].Profile)).Seconds);
            }
        }

        output.WriteLine($"{Types} types, {Types * GeneratedProject.MethodsOfType} methods, all rules; processor time of a compile without a profile: median {Median(without):0.000} s");
        for (var i = 0; i < profiles.Length; i++)
        {
            var ratios = with[i].Zip(without, (a, b) => a / b).ToList();
            output.WriteLine($"{profiles[i].Name}: median {Median(with[i]):0.000} s, ratio of the medians {Median(with[i]) / Median(without):0.0000}, of pairs {Median(ratios):0.0000} ({ratios.Min():0.000}–{ratios.Max():0.000}); {(await BuildAsync(trees, profiles[i].Profile)).Found} diagnostics of them");
            Assert.True(i == profiles.Length - 1 || Median(ratios) < 1.01, profiles[i].Name);
        }
    }

    private static AnalyzerOptions OptionsOf(string? profile) => new(profile is null ? [] : [new ProfileFile(profile)]);

    /// <summary>Binding of everything, and all rules: the part of a build that a profile can make longer.</summary>
    private static async Task<(double Seconds, int Found)> BuildAsync(List<SyntaxTree> trees, string? profile)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var compilation = GeneratedProject.Compile(trees).WithAnalyzers(Rules, OptionsOf(profile));
        var diagnostics = await compilation.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.Empty(diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(1));
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalSeconds, diagnostics.Count(diagnostic => diagnostic.Id.StartsWith("AF2", StringComparison.Ordinal)));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class ProfileFile(string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => "/large/appfrag.profile.tsv";

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
