using System.Collections.Immutable;
using System.Composition;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>
/// Leaves out the zeroing of an array that is overwritten as a whole before anything looks at it. It is what remains to be
/// gained where the array cannot be rented: it is still as large, and still reported.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UninitializedArrayFixProvider))]
[Shared]
internal sealed class UninitializedArrayFixProvider : ArrayCreationFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.LargeArray, RuleIds.InputSizedBuffer, RuleIds.IterationBuffer, RuleIds.ProfiledAllocation);

    protected override string Title => "Create the array without zeroing it";

    protected override string EquivalenceKey => "AppFrag.UninitializedArray";

    protected override string Method => "AllocateUninitializedArray";

    protected override string FurtherArguments => "";

    protected override bool IsSafe(IArrayCreationOperation creation) =>
        RentalPlanner.Plan(creation).Plan is null && FirstFill.OverwritesAll(creation);
}
