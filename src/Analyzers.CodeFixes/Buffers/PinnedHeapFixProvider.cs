using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AppFrag.Analyzers.Buffers;

/// <summary>
/// Makes a pinned array on the pinned object heap. The handle stays: it also keeps the array alive for native code, which
/// nothing in this document can disprove.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PinnedHeapFixProvider))]
[Shared]
internal sealed class PinnedHeapFixProvider : ArrayCreationFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LongPinned);

    protected override string Title => "Create the array on the pinned object heap";

    protected override string EquivalenceKey => "AppFrag.PinnedHeap";

    protected override string Method => "AllocateArray";

    protected override string FurtherArguments => ", pinned: true";

    protected override SyntaxNode? PlaceOf(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.AdditionalLocations.Count > 0 ? NodeAt(root, diagnostic.AdditionalLocations[0]) : null;
}
