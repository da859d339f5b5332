using System.Collections.Immutable;
using System.Globalization;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Profiles;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF2001: what production was seen to allocate on the large object heap, at the expression that does. Without a profile it does nothing at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProfiledAllocationRule : DiagnosticAnalyzer
{
    /// <summary>Less than this part of a heap is worth a suggestion, not a warning.</summary>
    private const double LeastShare = 0.01;

    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.ProfiledAllocation,
        "Production allocates large objects here",
        "'{0}' allocates {1}/s on the {2} object heap in production, {3} of all there{4} ({5}){6}",
        Rule.ProfileCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Seen in production and written to a profile (appfrag.profile.tsv). Objects of 85,000 bytes or more go to the large object heap, which only a gen2 collection frees and which is not compacted by default. Reported as a suggestion below 1 % of the heap's bytes.",
        helpLinkUri: Rule.HelpLink(RuleIds.ProfiledAllocation));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var files = ProfileFiles.In(start.Options);
            if (files.IsEmpty)
            {
                return;
            }

            var index = new ProfileIndex(files.Select(file => ProfileFiles.Read(file, start.CancellationToken).Profile).OfType<Export.Profiles.Profile>(), start.Compilation);
            if (!index.IsEmpty)
            {
                start.RegisterSemanticModelAction(model => Analyze(model, index));
            }
        });
    }

    private static void Analyze(SemanticModelAnalysisContext context, ProfileIndex index)
    {
        var model = context.SemanticModel;
        if (!index.MayHold(model.SyntaxTree))
        {
            return;
        }

        var options = AppFragOptions.For(context.Options, model.SyntaxTree);
        foreach (var member in MemberBodies.In(model, index, context.CancellationToken))
        {
            var places = new AllocationPlaces(member.Value, model, context.CancellationToken);
            var found = ProfiledPlaces.Find(index.Of(member.Key), places, model.SyntaxTree.FilePath)
                .GroupBy(place => (place.Place.Syntax, place.Site.Row.Kind))
                .ToList();
            if (found.Count > 0 && !options.ExcludedSymbols.Contains(MemberOf(found[0].Key.Syntax, model, context.CancellationToken)))
            {
                foreach (var place in found)
                {
                    context.ReportDiagnostic(Report(place.Key.Syntax, place.Key.Kind, place.OrderByDescending(part => part.Site.Row.BytesPerSecond).ToList(), model, context.CancellationToken));
                }
            }
        }
    }

    private static ISymbol? MemberOf(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => Candidates.MemberOf.Node(node, model, cancellationToken);

    private static Diagnostic Report(SyntaxNode syntax, string kind, List<ProfiledPlace> parts, SemanticModel model, CancellationToken cancellationToken)
    {
        // Several rows of one profile add up; several profiles are different looks at the same.
        var largest = parts[0].Site;
        var ofOne = parts.Where(part => part.Site.Header == largest.Header).ToList();
        var share = Math.Min(1, ofOne.Sum(part => part.Site.Row.Share));
        var route = largest.Row.Route.Length > 0 ? ", most of it for " + largest.Row.Route : "";
        var moved = parts[0].HasMoved && largest.Row.Line > 0 ? ", line " + largest.Row.Line.ToString(CultureInfo.InvariantCulture) + " then" : "";
        return Diagnostic.Create(
            Descriptor,
            syntax.GetLocation(),
            share >= LeastShare ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            additionalLocations: null,
            properties: null,
            SourceText.Of(syntax),
            ByteText.Of((long)Math.Min(long.MaxValue / 2, ofOne.Sum(part => part.Site.Row.BytesPerSecond))),
            kind == "poh" ? "pinned" : "large",
            ShareText(share),
            route,
            ProfileAge.Text(largest.Header) + moved,
            model.GetOperation(syntax, cancellationToken) is { } operation && BufferCreations.TryRead(operation) is { } creation ? RentalObstacle.Of(creation) : "");
    }

    private static string ShareText(double share) => share < LeastShare ? "less than 1 %" : (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
