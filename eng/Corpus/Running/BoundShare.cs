using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Corpus.Running;

/// <summary>How many of the calls that the rules look at have a known target: what is unbound cannot be judged.</summary>
/// <param name="Bound">Calls whose target is known.</param>
/// <param name="All">All of them.</param>
internal readonly record struct BoundShare(int Bound, int All)
{
    private static readonly HashSet<string> Relevant =
    [
        "Rent", "Return", "ToArray", "GetBuffer", "TryGetBuffer", "ReadToEnd", "ReadToEndAsync", "ReadAllBytes", "ReadAllBytesAsync", "ReadAllText",
        "ReadAllTextAsync", "ReadAsByteArrayAsync", "ReadAsStringAsync", "GetByteArrayAsync", "GetStringAsync", "CopyTo", "CopyToAsync", "Alloc",
        "AllocateUninitializedArray", "AllocateArray", "Append", "AddRange", "WriteAsync", "ReadAsync", "Read", "Write",
    ];

    public double Ratio => All == 0 ? 1 : (double)Bound / All;

    public static BoundShare operator +(BoundShare left, BoundShare right) => new(left.Bound + right.Bound, left.All + right.All);

    public static BoundShare Of(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.AsParallel().Select(tree => Of(compilation, tree)).Aggregate(default(BoundShare), (sum, next) => sum + next);

    private static BoundShare Of(CSharpCompilation compilation, SyntaxTree tree)
    {
        SemanticModel? model = null;
        int bound = 0;
        int all = 0;
        foreach (InvocationExpressionSyntax call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (!Relevant.Contains(Name(call.Expression)))
            {
                continue;
            }

            model ??= compilation.GetSemanticModel(tree);
            all++;
            bound += model.GetSymbolInfo(call).Symbol is null ? 0 : 1;
        }

        return new BoundShare(bound, all);
    }

    private static string Name(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
