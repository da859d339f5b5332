using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// What identifies a function across semantic models: a method is the same symbol in all of them, but a local function
/// or a lambda gets a new symbol in each, so there its declaration stands for it.
/// </summary>
internal static class FunctionKey
{
    public static object Of(IMethodSymbol function) =>
        function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction && function.DeclaringSyntaxReferences is { Length: > 0 } declarations
            ? declarations[0].GetSyntax()
            : function.OriginalDefinition;
}
