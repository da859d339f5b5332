using System.Collections.Immutable;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// AF0004: a whole body or file in one object. One descriptor, whose severity each diagnostic may lower: less certain
/// ones are suggestions, and setting the severity of the id still sets it for all of them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class WholeContentBufferedRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.WholeContentBuffered,
        "Whole body or file buffered on a request path",
        "'{0}' holds the whole {1} in one object for each request ({2}); {3}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "One object as large as a body or a file is allocated on the large object heap from 85,000 bytes on. Streaming takes the same few kilobytes for any length. Reported as a suggestion where nothing says that the content is large.",
        helpLinkUri: Rule.HelpLink(RuleIds.WholeContentBuffered));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.WholeRead;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        expression is InvocationExpressionSyntax;

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (candidate.Operation is not IInvocationOperation read || WholeReads.TryFind(read.TargetMethod) is not { } row || IsKept(read))
        {
            return;
        }

        var options = candidate.Options;
        if (paths.Find(read, candidate.ContainingSymbol, options) is not { } path)
        {
            return;
        }

        var certainty = WholeReadJudgement.Judge(read, row);
        if (row.Kind is WholeReadKind.Reader or WholeReadKind.StreamCopy && RequestLimit.Of(read, candidate.ContainingSymbol, path) is { } limit)
        {
            certainty = limit < options.LohThreshold ? Certainty.None : Certainty.Likely;
        }

        if (certainty != Certainty.None)
        {
            candidate.ReportDiagnostic(Diagnostic.Create(
                Descriptor,
                read.Syntax.GetLocation(),
                certainty == Certainty.Certain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
                additionalLocations: null,
                properties: null,
                SourceText.Of(read),
                row.Content,
                path.Description,
                row.Alternative));
        }
    }

    private static bool IsKept(IOperation read) =>
        RunsOnce.IsKept(read) || (read.Parent is IAwaitOperation awaited && RunsOnce.IsKept(awaited));
}
