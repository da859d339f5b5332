using System.Collections.Immutable;
using System.Globalization;
using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Configuration;
using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF1008: a size chosen to stay off the large object heap, which the pool rounds up onto it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class RentRoundsUpRule : PoolBodyRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.RentRoundsUp,
        "Rented array is rounded up onto the large object heap",
        "'{0}' hands out {1} elements, {2} on the large object heap, although {3} would not be there; up to {4} elements stay off it",
        Rule.PoolsCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The shared pool makes arrays of a power of two. 81,920 bytes, the classic size for copying streams, become 131,072, which is over the threshold of 85,000.",
        helpLinkUri: Rule.HelpLink(RuleIds.RentRoundsUp));

    private const int SmallestRental = 16;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override void Analyze(PoolBody body, PoolTypes types)
    {
        if (body.Model.GetOperation(body.Syntax, body.CancellationToken) is not { } root
            || TestCode.Contains(body.Owner.ContainingType))
        {
            return;
        }

        var threshold = AppFragOptions.For(body.Options, body.Syntax.SyntaxTree).LohThreshold;
        foreach (var rent in root.Descendants().OfType<IInvocationOperation>())
        {
            if (types.IsRent(rent.TargetMethod) && rent.Type is IArrayTypeSymbol { ElementType: { } element } && IsShared(rent) && rent.Arguments.Length == 1
                && ElementSize.AtLeast(element) is var size
                && SizeEvaluator.Evaluate(rent.Arguments[0].Value, _ => false) is { Min: var count } range && range.Min == range.Max
                && Judge(count, size, threshold) is { } judgement)
            {
                body.ReportDiagnostic(Diagnostic.Create(Descriptor, rent.Syntax.GetLocation(), SourceText.Of(rent), Text(judgement.Rented), ByteText.Of(judgement.Rented * size), Text(count), Text(judgement.Largest)));
            }
        }
    }

    private static bool IsShared(IInvocationOperation rent) => rent.Instance is IPropertyReferenceOperation { Property: { Name: "Shared", IsStatic: true, ContainingType.Name: "ArrayPool" } };

    private static (long Rented, long Largest)? Judge(long count, long elementSize, long threshold)
    {
        if (count <= 0 || (count * elementSize) + BufferCreation.ArrayHeader >= threshold)
        {
            return null;
        }

        long rented = SmallestRental;
        while (rented < count)
        {
            rented *= 2;
        }

        return (rented * elementSize) + BufferCreation.ArrayHeader >= threshold ? (rented, rented / 2) : null;
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
