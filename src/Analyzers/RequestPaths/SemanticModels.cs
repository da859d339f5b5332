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
    public static SemanticModel Of(SemanticModel known, SyntaxTree tree) =>
        known.SyntaxTree == tree ? known : Of(known.Compilation, tree);

    [SuppressMessage("MicrosoftCodeAnalysisCorrectness", "RS1030", Justification = "See the summary of this class: rare, lazy and bounded.")]
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) => compilation.GetSemanticModel(tree);
}
