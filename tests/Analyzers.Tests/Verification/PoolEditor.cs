using System.Collections.Immutable;
using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>Does what an editor does with the rules about pools: analyzes one open document, asks for light bulbs and applies one.</summary>
internal sealed class PoolEditor : IDisposable
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new PoolUsageRule(), new ClearOnReturnRule(), new RentRoundsUpRule()];

    private static readonly ImmutableArray<CodeFixProvider> Providers =
        [new MissingReturnFixProvider(), new AwaitBeforeReturnFixProvider(), new RequestedLengthFixProvider(), new ClearOnReturnFixProvider()];

    private readonly AdhocWorkspace _workspace = new();

    public PoolEditor(string source)
    {
        var project = _workspace.AddProject("Service", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(InstalledFrameworks.AspNetCore);
        project = project.AddDocument("Usings.cs", Snippet.Usings).Project;
        Document = project.AddDocument("Subject.cs", source);
    }

    public Document Document { get; private set; }

    /// <summary>The diagnostics of this document alone, computed as for an open file.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = (await Document.Project.GetCompilationAsync(token))!.WithAnalyzers(Rules);
        var model = (await Document.GetSemanticModelAsync(token))!;
        return await compilation.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token);
    }

    public async Task<ImmutableArray<CodeAction>> LightBulbsAsync(Diagnostic diagnostic)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        }

        return actions.ToImmutable();
    }

    public async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var change = Assert.Single(operations.OfType<ApplyChangesOperation>());
        Document = change.ChangedSolution.GetDocument(Document.Id)!;
    }

    /// <summary>Applies light bulbs until there are none.</summary>
    public async Task ApplyAllAsync()
    {
        for (var remaining = 20; remaining > 0; remaining--)
        {
            var applied = false;
            foreach (var diagnostic in await DiagnosticsAsync())
            {
                if (await LightBulbsAsync(diagnostic) is [var first, ..])
                {
                    await ApplyAsync(first);
                    applied = true;
                    break;
                }
            }

            if (!applied)
            {
                return;
            }
        }

        Assert.Fail("The fixes never came to an end.");
    }

    public void Dispose() => _workspace.Dispose();
}
