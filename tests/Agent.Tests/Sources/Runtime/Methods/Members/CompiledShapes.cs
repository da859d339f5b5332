using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods.Members;

/// <param name="Mark">The method called there, one for each place.</param>
/// <param name="Ids">What the compiler calls the member around it; several for an initializer, which is part of every constructor.</param>
internal sealed record WrittenPlace(string Mark, IReadOnlyList<string> Ids);

/// <summary>A source in which <c>Here()</c> marks places, compiled.</summary>
internal sealed partial class CompiledShapes : IDisposable
{
    public const string MarkType = "Marks";

    private readonly CSharpCompilation _compilation;
    private readonly MemoryStream _image = new();

    private CompiledShapes(CSharpCompilation compilation)
    {
        _compilation = compilation;
        var result = compilation.Emit(_image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
    }

    public static CompiledShapes Of(string source, OptimizationLevel optimization, OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        var count = 0;
        source = HereCall().Replace(source, _ => string.Create(CultureInfo.InvariantCulture, $"M{count++}()"));
        source = source.Replace("Make(Here)", "Make(() => M0())", StringComparison.Ordinal);
        var marks = $"internal static class {MarkType} {{ {string.Join(' ', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"public static void M{i}() {{ }}")))} }}";
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return new CompiledShapes(CSharpCompilation.Create(
            "Shapes",
            [CSharpSyntaxTree.ParseText(source, options), CSharpSyntaxTree.ParseText(marks, options)],
            trusted.Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == runtime).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(output, optimizationLevel: optimization, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)));
    }

    public Stream OpenImage() => new MemoryStream(_image.ToArray());

    /// <summary>The methods of the compiled file as the compiler reads it back, without those that it has made up.</summary>
    public IEnumerable<IMethodSymbol> CompiledMethods()
    {
        var reference = MetadataReference.CreateFromImage(_image.ToArray());
        var reader = CSharpCompilation.Create("Reader", [], [.. _compilation.References, reference], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All));
        var assembly = (IAssemblySymbol)reader.GetAssemblyOrModuleSymbol(reference)!;
        return TypesOf(assembly.GlobalNamespace)
            .Where(type => type.CanBeReferencedByName)
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method.MetadataToken != 0 && !(method.Name.StartsWith('<') && method.Name is not "<Clone>$"));
    }

    /// <summary>Each marked place and what it belongs to.</summary>
    public IReadOnlyList<WrittenPlace> Places()
    {
        var tree = _compilation.SyntaxTrees[0];
        var model = _compilation.GetSemanticModel(tree);
        return
        [
            .. tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Select(call => (call, Symbol: model.GetSymbolInfo(call).Symbol))
                .Where(place => place.Symbol?.ContainingType.Name == MarkType)
                .Select(place => new WrittenPlace(place.Symbol!.Name, IdsOf(model.GetEnclosingSymbol(place.call.SpanStart)!)))
                .GroupBy(place => place.Mark)
                .Select(places => new WrittenPlace(places.Key, [.. places.SelectMany(place => place.Ids)])),
        ];
    }

    public void Dispose() => _image.Dispose();

    private static IReadOnlyList<string> IdsOf(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol is IMethodSymbol method
            ? [method.GetDocumentationCommentId()!]
            : [.. (symbol.IsStatic ? symbol.ContainingType.StaticConstructors : symbol.ContainingType.InstanceConstructors).Select(constructor => constructor.GetDocumentationCommentId()!)];
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol scope) => scope.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? TypesOf(member).Prepend(type) : TypesOf(member));

    [GeneratedRegex(@"\bHere\(\)")]
    private static partial Regex HereCall();
}
