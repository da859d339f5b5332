using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>
/// Runs a fix of the rules about pools one by one and as Fix All in a document, a project and a solution, and compares the result. In both sources
/// <c>{|AF1001:…|}</c> marks what is reported.
/// </summary>
internal static class PoolFixVerifier<TRule, TFix>
    where TRule : DiagnosticAnalyzer, new()
    where TFix : PoolFixProvider, new()
{
    public static Task Fixes(string members, string fixedMembers, int iterations = 1) => Run(members, fixedMembers, iterations);

    /// <summary>The rule reports, and no fix is offered.</summary>
    public static Task OffersNothing(string members) => Run(members, members, iterations: 0);

    private static async Task Run(string members, string fixedMembers, int iterations)
    {
        var test = new CSharpCodeFixTest<TRule, TFix, DefaultVerifier>
        {
            ReferenceAssemblies = InstalledFrameworks.Empty,
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            NumberOfIncrementalIterations = iterations,
            NumberOfFixAllIterations = Math.Min(iterations, 1),
        };
        test.TestState.Sources.Add(Subject(members));
        test.TestState.Sources.Add(("Usings.cs", Snippet.Usings));
        test.TestState.AdditionalReferences.AddRange(InstalledFrameworks.AspNetCore);
        test.FixedState.Sources.Add(Subject(fixedMembers));
        test.FixedState.Sources.Add(("Usings.cs", Snippet.Usings));
        // The message is tested elsewhere.
        test.DisabledDiagnostics.Add("AF1009");
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Empty lines stay empty, as the formatter leaves them.</summary>
    private static string Indent(string members) =>
        string.Join('\n', members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));

    private static string Subject(string members) => $$"""
        public class Subject
        {
        {{Indent(members)}}

            public static void Look(ReadOnlySpan<byte> bytes) { }
        }
        """;
}
