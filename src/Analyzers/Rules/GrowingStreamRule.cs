using System.Collections.Immutable;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Growth;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF0005: a <c>MemoryStream</c> that is filled for each request and grows by doubling.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class GrowingStreamRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.GrowingStream,
        "MemoryStream grows on a request path",
        "'{0}' doubles its array while {1} ({2}), and from {3} on each of these arrays is on the large object heap; write to the destination itself, or use a 'RecyclableMemoryStream'",
        Rule.BuffersCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A MemoryStream grows by copying everything into an array of twice the length. 1 MiB of content leaves arrays of 128, 256, 512 and 1,024 KiB on the large object heap. RecyclableMemoryStream takes pooled blocks instead.",
        helpLinkUri: Rule.HelpLink(RuleIds.GrowingStream));

    private static readonly string[] Streams = { "MemoryStream" };

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Capacity;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        expression is BaseObjectCreationExpressionSyntax && CandidateShape.MayCreate(expression, words, Streams);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (candidate.Operation is not IObjectCreationOperation creation
            || !IsGrowing(creation) || RunsOnce.IsKept(creation))
        {
            return;
        }

        var options = candidate.Options;
        if (StreamGrowth.CauseOf(creation) is not { } cause
            || paths.Find(creation, candidate.ContainingSymbol, options) is not { } path
            || RequestLimit.Of(creation, candidate.ContainingSymbol, path) < options.LohThreshold
            || (BufferCreations.TryRead(creation) is { } sized && BufferSize.InBytes(sized, path) is var size && (size.Min >= options.LohThreshold || size.IsUnlimitedInput)))
        {
            return;
        }

        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor, creation.Syntax.GetLocation(), SourceText.Of(creation), cause, path.Description, ByteText.Of(options.LohThreshold)));
    }

    /// <summary>Made empty or with a capacity. One around an existing array has that array's length for good.</summary>
    private static bool IsGrowing(IObjectCreationOperation creation) =>
        creation.Type is { Name: "MemoryStream", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } }
        && creation.Arguments.All(argument => argument.Parameter?.Type.SpecialType == SpecialType.System_Int32);
}
