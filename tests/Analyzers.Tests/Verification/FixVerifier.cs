using AppFrag.Analyzers.Rentals;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>
/// Runs a fix one by one and as Fix All in a document, a project and a solution, and compares the result. The fixed source must
/// compile and give no diagnostics.
/// </summary>
internal class FixVerifier<TRule, TFix>
    where TRule : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private static readonly string UsingsWithoutBuffers = Snippet.Usings.Replace("global using System.Buffers;\n", "", StringComparison.Ordinal);

    public static Task Fixes(string source, string fixedSource, int iterations = 1) => Run(source, fixedSource, iterations);

    /// <summary>The rule reports, and no fix is offered.</summary>
    public static Task OffersNothing(string source) => Run(source, source, iterations: 0);

    private static async Task Run(string source, string fixedSource, int iterations)
    {
        var test = new CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
        {
            ReferenceAssemblies = InstalledFrameworks.Empty,
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            NumberOfIncrementalIterations = iterations,
            NumberOfFixAllIterations = Math.Min(iterations, 1),
        };
        test.TestState.Sources.Add(source);
        test.TestState.Sources.Add(("Usings.cs", UsingsWithoutBuffers));
        test.TestState.AdditionalReferences.AddRange(InstalledFrameworks.WithRecyclableStreams);
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        test.FixedState.Sources.Add(fixedSource);
        test.FixedState.Sources.Add(("Usings.cs", UsingsWithoutBuffers));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>The renting fix.</summary>
internal sealed class FixVerifier<TRule> : FixVerifier<TRule, RentBufferFixProvider>
    where TRule : DiagnosticAnalyzer, new();
