using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>Runs one rule over a source in which <c>[|…|]</c> marks each expected warning.</summary>
internal class RuleVerifier<TRule>
    where TRule : DiagnosticAnalyzer, new()
{
    public static Task Reports(string source, OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        Assert.Contains("[|", source);
        return Run(source, output);
    }

    public static Task StaysSilent(string source, OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        Assert.DoesNotContain("[|", source);
        return Run(source, output);
    }

    /// <summary>Expects one diagnostic at <c>{|#0:…|}</c> with this severity.</summary>
    public static Task ReportsAs(DiagnosticSeverity severity, string source) =>
        Run(source, expected: new DiagnosticResult(new TRule().SupportedDiagnostics[0].Id, severity).WithLocation(0));

    /// <summary>Expects one warning at <c>{|#0:…|}</c> whose message is made of these arguments.</summary>
    public static Task ReportsMessage(string source, params object[] arguments) =>
        Run(source, expected: new DiagnosticResult(new TRule().SupportedDiagnostics[0]).WithLocation(0).WithArguments(arguments));

    /// <summary>As <see cref="ReportsMessage"/>, with a second place at <c>{|#1:…|}</c>.</summary>
    public static Task ReportsMessageAndPlace(string source, params object[] arguments) =>
        Run(source, expected: new DiagnosticResult(new TRule().SupportedDiagnostics[0]).WithLocation(0).WithLocation(1).WithArguments(arguments));

    public static Task WithOptions(string options, string source) => Run(source, options: options);

    public static Task WithoutAspNetCore(string source) => Run(source, references: RuleReferences.BaseLibraryOnly);

    private static async Task Run(
        string source,
        OutputKind output = OutputKind.DynamicallyLinkedLibrary,
        string? options = null,
        RuleReferences references = RuleReferences.AspNetCore,
        params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<TRule, DefaultVerifier>
        {
            ReferenceAssemblies = InstalledFrameworks.Empty,
            CompilerDiagnostics = CompilerDiagnostics.Errors,
            // That "#pragma" and generated code silence a rule does not depend on the case: one per rule, with its message, is enough.
            TestBehaviors = expected.Length > 0 ? TestBehaviors.None : TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck,
        };
        test.TestState.OutputKind = output;
        test.TestState.Sources.Add(source);
        if (references == RuleReferences.AspNetCore)
        {
            test.TestState.Sources.Add(("Usings.cs", Snippet.Usings));
        }

        test.TestState.AdditionalReferences.AddRange(references == RuleReferences.AspNetCore ? InstalledFrameworks.AspNetCore : InstalledFrameworks.BaseLibrary);
        if (options is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\n" + options + "\n"));
        }

        test.ExpectedDiagnostics.AddRange(expected);
        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}

internal enum RuleReferences
{
    AspNetCore,
    BaseLibraryOnly,
}

internal sealed class LargeArray : RuleVerifier<LargeArrayRule>;

internal sealed class InputSizedBuffer : RuleVerifier<InputSizedBufferRule>;

internal sealed class WholeContentBuffered : RuleVerifier<WholeContentBufferedRule>;

internal sealed class IterationBufferCase : RuleVerifier<IterationBufferRule>;

internal sealed class GrowingStream : RuleVerifier<GrowingStreamRule>;

internal sealed class GrowingText : RuleVerifier<GrowingTextRule>;

internal sealed class GrowingCollection : RuleVerifier<GrowingCollectionRule>;

internal sealed class LongPinned : RuleVerifier<LongPinnedRule>;
