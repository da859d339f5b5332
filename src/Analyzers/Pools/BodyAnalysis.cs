using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>Walks a body and, each on its own, the lambdas and local functions in it.</summary>
internal static class BodyAnalysis
{
    public static IEnumerable<PoolFinding> Run(SyntaxNode body, IMethodSymbol? owner, SemanticModel model, PoolTypes types, bool wantsExceptions, CancellationToken cancellationToken)
    {
        var operation = model.GetOperation(body, cancellationToken);
        var graph = operation switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellationToken),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellationToken),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellationToken),
            IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellationToken),
            IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellationToken),
            _ => null,
        };
        return graph is null
            ? Enumerable.Empty<PoolFinding>()
            : Explore(graph, owner, new NestedFunctions(operation!, types), types, wantsExceptions, cancellationToken);
    }

    private static List<PoolFinding> Explore(
        ControlFlowGraph graph, IMethodSymbol? owner, NestedFunctions nested, PoolTypes types, bool wantsExceptions, CancellationToken cancellationToken)
    {
        var all = new List<PoolFinding>();
        var body = new BodyModel(graph, owner, types, nested);
        if (body.IsFollowed)
        {
            var findings = new PathFindings(wantsExceptions);
            new PathExplorer(body, types, findings, cancellationToken).Run();
            all.AddRange(findings.All);
        }

        foreach (var function in graph.LocalFunctions)
        {
            all.AddRange(Explore(graph.GetLocalFunctionControlFlowGraph(function, cancellationToken), function, nested, types, wantsExceptions, cancellationToken));
        }

        // The graph holds a lambda once for each time it copied a 'finally' or an initializer.
        var lambdas = graph.Blocks.SelectMany(BodyModel.Operations).OfType<IFlowAnonymousFunctionOperation>().GroupBy(lambda => lambda.Syntax).Select(group => group.First());
        foreach (var lambda in lambdas)
        {
            all.AddRange(Explore(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), lambda.Symbol, nested, types, wantsExceptions, cancellationToken));
        }

        return all;
    }
}
