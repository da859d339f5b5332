using System.Collections.Immutable;
using System.Reflection;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>Does what an editor does: analyzes one open document, asks for light bulbs at a diagnostic and applies one.</summary>
internal sealed class EditorHost : IDisposable
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = InstancesOf<DiagnosticAnalyzer>(typeof(LargeArrayRule).Assembly);

    private static readonly ImmutableArray<CodeFixProvider> Fixes = InstancesOf<CodeFixProvider>(typeof(RentBufferFixProvider).Assembly);

    private readonly AdhocWorkspace _workspace = new();

    public EditorHost(string source, string? otherSource = null)
    {
        var project = _workspace.AddProject("Service", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(InstalledFrameworks.WithRecyclableStreams);
        project = project.AddDocument("Usings.cs", Snippet.Usings).Project;
        project = otherSource is null ? project : project.AddDocument("Other.cs", otherSource).Project;
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
        var context = new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(context);
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
        for (var remaining = 10; remaining > 0; remaining--)
        {
            var diagnostics = await DiagnosticsAsync();
            var actions = await Task.WhenAll(diagnostics.Select(LightBulbsAsync));
            if (actions.SelectMany(action => action).FirstOrDefault() is not { } first)
            {
                return;
            }

            await ApplyAsync(first);
        }

        Assert.Fail("The fixes never came to an end.");
    }

    /// <summary>Applies one fix wherever it is offered for one rule, one by one or by Fix All.</summary>
    /// <returns>Whether it was offered at all.</returns>
    public async Task<bool> ApplyAllAsync(string rule, Type provider, bool atOnce)
    {
        var fix = Fixes.Single(fix => fix.GetType() == provider);
        var isOffered = false;
        for (var remaining = 10; remaining > 0; remaining--)
        {
            var diagnostics = (await DiagnosticsAsync()).Where(diagnostic => diagnostic.Id == rule).ToImmutableArray();
            var actions = ImmutableArray.CreateBuilder<CodeAction>();
            foreach (var diagnostic in diagnostics)
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
            }

            if (actions.Count == 0)
            {
                return isOffered;
            }

            Assert.False(isOffered && atOnce, "Fix All left something to fix.");
            isOffered = true;
            await ApplyAsync(atOnce ? await AllAsync(fix, actions[0], diagnostics) : actions[0]);
        }

        Assert.Fail("The fix never came to an end.");
        return true;
    }

    private async Task<CodeAction> AllAsync(CodeFixProvider fix, CodeAction action, ImmutableArray<Diagnostic> diagnostics)
    {
        var context = new FixAllContext(
            Document, fix, FixAllScope.Document, action.EquivalenceKey!, diagnostics.Select(diagnostic => diagnostic.Id).Distinct(), new Known(diagnostics), TestContext.Current.CancellationToken);
        return (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
    }

    private static ImmutableArray<T> InstancesOf<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!)
        .ToImmutableArray();

    public void Dispose() => _workspace.Dispose();

    private sealed class Known(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
