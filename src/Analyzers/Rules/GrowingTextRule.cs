using System.Collections.Immutable;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Growth;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF0006: one string for content whose length nobody has limited.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class GrowingTextRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.GrowingText,
        "String grows into the large object heap on a request path",
        "'{0}' makes one string that is on the large object heap from {1:N0} characters on ({2}): {3}; {4}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A character takes two bytes, so a string of 42,489 characters is over 85,000 bytes. Text that is as long as its source belongs in a stream or writer.",
        helpLinkUri: Rule.HelpLink(RuleIds.GrowingText));

    /// <summary>Method table pointer, length and terminator of a string in a 64-bit process.</summary>
    private const int StringOverhead = 22;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Text;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        TextShape.MayGrow(expression);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        var operation = candidate.Operation;
        if (TextGrowth.Of(operation) is not { } growth || RunsOnce.IsKept(operation) || ErrorHandling.Contains(operation.Syntax))
        {
            return;
        }

        var options = candidate.Options;
        if (paths.Find(operation, candidate.ContainingSymbol, options) is { } path
            && !(RequestLimit.Of(operation, candidate.ContainingSymbol, path) < options.LohThreshold))
        {
            var characters = (options.LohThreshold - StringOverhead + 1) / sizeof(char);
            candidate.ReportDiagnostic(Diagnostic.Create(
                Descriptor, operation.Syntax.GetLocation(), SourceText.Of(operation), characters, path.Description, growth.Cause, growth.Remedy));
        }
    }
}
