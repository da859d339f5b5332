using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Whether a body clears an array by itself: <c>Array.Clear(a, …)</c>, <c>a.AsSpan(…).Clear()</c>, or each element to null.</summary>
internal static class ClearedElsewhere
{
    public static bool IsCleared(IOperation array, IOperation body)
    {
        var name = Conversions.Strip(array).Syntax.ToString();
        return body.Descendants().Any(operation => operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "Clear" or "Fill" } } clear =>
                (clear.Instance ?? clear.Arguments.FirstOrDefault()?.Value) is { } cleared && Names(cleared, name),
            ISimpleAssignmentOperation { Target: IArrayElementReferenceOperation element, Value: { } value } =>
                (value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation) && element.ArrayReference.Syntax.ToString() == name,
            _ => false,
        });
    }

    private static bool Names(IOperation cleared, string name) =>
        cleared.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation
            && (part.Syntax.ToString() == name || IsViewOf(part, name)));

    /// <summary><c>var used = array.AsSpan(0, n)</c> and then <c>used.Clear()</c>.</summary>
    private static bool IsViewOf(IOperation part, string name) =>
        part is ILocalReferenceOperation { Local: { } local }
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: { } value }
        && Views.IsViewType(local.Type)
        && value.DescendantNodesAndSelf().Any(node => node.ToString() == name);
}
