using System.Collections.Immutable;
using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Rules;

/// <summary>AF1007: an array of references goes back to the pool with the references in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClearOnReturnRule : PoolBodyRule
{
    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.ReferencesReturnedUncleared,
        "Array of references is returned without clearing",
        "'{0}' keeps its '{1}' references while it is in the pool, and what they refer to stays in memory; pass 'clearArray: true', or clear the part in use before",
        Rule.PoolsCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A pooled array lives as long as the pool does, in generation 2. Whatever its elements refer to lives on with it until somebody overwrites them.",
        helpLinkUri: Rule.HelpLink(RuleIds.ReferencesReturnedUncleared));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    protected override void Analyze(PoolBody body, PoolTypes types)
    {
        if (body.Model.GetOperation(body.Syntax, body.CancellationToken) is not { } root)
        {
            return;
        }

        foreach (var call in root.Descendants().OfType<IInvocationOperation>())
        {
            if (types.IsReturn(call.TargetMethod)
                && call.Arguments[0].Value.Type is IArrayTypeSymbol { ElementType: { } element }
                && HoldsReferences(element)
                && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 1)?.Value.ConstantValue is { HasValue: true, Value: false }
                && !ClearedElsewhere.IsCleared(call.Arguments[0].Value, root))
            {
                body.ReportDiagnostic(Diagnostic.Create(Descriptor, call.Syntax.GetLocation(), SourceText.Of(call.Arguments[0].Value), element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
            }
        }
    }

    private static bool HoldsReferences(ITypeSymbol element) =>
        element.TypeKind == TypeKind.TypeParameter ? element.IsReferenceType : element is { TypeKind: not TypeKind.Pointer, IsUnmanagedType: false };
}
