using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>An editor with one open document and a profile beside the project; only the rules about profiles run.</summary>
internal sealed class ProfileEditor : IDisposable
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new ProfiledAllocationRule(), new ProfileOutdatedRule()];

    private static readonly ImmutableArray<CodeFixProvider> Fixes =
    [
        .. typeof(RentBufferFixProvider).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type) && type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private readonly AdhocWorkspace _workspace = new();

    /// <param name="source">The document, <c>Orders.cs</c>.</param>
    /// <param name="profile">The text of <c>appfrag.profile.tsv</c>.</param>
    /// <param name="output">A program for one with top-level statements.</param>
    /// <param name="editorConfig">Options.</param>
    public ProfileEditor(string source, string profile, OutputKind output = OutputKind.DynamicallyLinkedLibrary, string? editorConfig = null)
    {
        var project = _workspace.AddProject("Service", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(InstalledFrameworks.WithRecyclableStreams);
        project = project.AddDocument("Usings.cs", Snippet.Usings).Project;
        project = project.AddAdditionalDocument("appfrag.profile.tsv", SourceText.From(profile), filePath: "/shop/appfrag.profile.tsv").Project;
        if (editorConfig is not null)
        {
            project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(editorConfig), filePath: "/shop/.editorconfig").Project;
        }

        Document = project.AddDocument("Orders.cs", SourceText.From(source), filePath: "/shop/Controllers/Orders.cs");
    }

    public Document Document { get; private set; }

    /// <summary>AF2001 as an editor computes it for an open file.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = (await Document.Project.GetCompilationAsync(token))!;
        Assert.Empty(compilation.GetDiagnostics(token).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var model = (await Document.GetSemanticModelAsync(token))!;
        return [.. (await compilation.WithAnalyzers(Rules, Document.Project.AnalyzerOptions).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, token)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>All of a build, those about the profile itself included.</summary>
    public async Task<IReadOnlyList<Diagnostic>> BuildDiagnosticsAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var compilation = (await Document.Project.GetCompilationAsync(token))!;
        return [.. await compilation.WithAnalyzers(Rules, Document.Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(token)];
    }

    /// <summary>What each diagnostic stands at.</summary>
    public async Task<string> PlacesAsync() => string.Join(" | ", (await DiagnosticsAsync()).Select(TextOf));

    public static string TextOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(diagnostic.Location.SourceSpan);

    public static string MessageOf(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

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
        Document = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(Document.Id)!;
    }

    public void Dispose() => _workspace.Dispose();
}
