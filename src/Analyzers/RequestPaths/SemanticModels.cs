using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// The one place that asks for the semantic model of another file. A fresh model is not shared with the compiler, which
/// is why analyzers normally must not do this; here it is asked for only after a candidate was found, for the few files
/// that hold another part of its type, a field it names or an endpoint registration.
/// </summary>
internal static class SemanticModels
{
    /// <summary>Null for source of another project, which an IDE refers to as it is: what stands there is unknown, as it would be in an assembly.</summary>
    public static SemanticModel? TryOf(SemanticModel known, SyntaxTree tree) =>
        known.SyntaxTree == tree ? known : TryOf(known.Compilation, tree);

    /// <inheritdoc cref="TryOf(SemanticModel, SyntaxTree)"/>
    public static SemanticModel? TryOf(Compilation compilation, SyntaxTree tree) =>
        compilation.ContainsSyntaxTree(tree) ? Of(compilation, tree) : null;

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "See the summary of this class: rare, lazy and bounded.")]
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) => compilation.GetSemanticModel(tree);
}
