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

/// <summary>AF0007: a collection that grows into the large object heap, leaving each smaller array behind.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class GrowingCollectionRule : RequestPathRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.GrowingCollection,
        "Collection grows into the large object heap on a request path",
        "'{0}' starts empty and doubles its array while it takes in {1} ({2}); past {3:N0} elements each array is on the large object heap; {4}",
        Rule.BuffersCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A collection without a capacity copies itself into an array of twice the length whenever it is full: a List of references is on the large object heap after the growth past 8,192 elements, and every array before it is garbage.",
        helpLinkUri: Rule.HelpLink(RuleIds.GrowingCollection));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override Hints Hints => Hints.Collection;

    protected override bool HasShape(ExpressionSyntax expression, FileWords words, AppFragOptions options) =>
        CollectionShape.MayGrow(expression, words);

    protected override void Analyze(Candidate candidate, RequestPathModel paths)
    {
        if (candidate.Operation is not IObjectCreationOperation creation
            || !creation.Arguments.IsEmpty
            || creation.Initializer is not null
            || CollectionSizes.OfElement(creation.Type) is not { } elementSize
            || RunsOnce.IsKept(creation)
            || CollectionGrowth.Of(creation) is not { } growth)
        {
            return;
        }

        var options = candidate.Options;
        if ((growth.AtLeast > 0 && (growth.AtLeast * elementSize) + BufferCreation.ArrayHeader < options.LohThreshold)
            || paths.Find(creation, candidate.ContainingSymbol, options) is not { } path
            || RequestLimit.Of(creation, candidate.ContainingSymbol, path) < options.LohThreshold)
        {
            return;
        }

        candidate.ReportDiagnostic(Diagnostic.Create(
            Descriptor,
            creation.Syntax.GetLocation(),
            SourceText.Of(creation),
            growth.AtLeast > 0 ? growth.AtLeast.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " elements" : "all of '" + growth.Source + "'",
            path.Description,
            LastSmallCount(elementSize, options.LohThreshold),
            growth.AtLeast > 0 ? "give it its capacity, or work on the elements as they come" : "work on the elements as they come, or give it a capacity if the number is known"));
    }

    /// <summary>Capacities double from 4: the last one whose array is below the threshold.</summary>
    private static long LastSmallCount(int elementSize, long threshold)
    {
        var count = 4L;
        while ((count * 2 * elementSize) + BufferCreation.ArrayHeader < threshold)
        {
            count *= 2;
        }

        return count;
    }
}
