using System.Collections.Immutable;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests;

/// <summary>
/// In an IDE a project refers to another one as it is: its symbols have source, but not of this compilation, and asking
/// for its semantic model throws. No rule may ask.
/// </summary>
public sealed class OtherProjectTests
{
    private const string Library = """
        public class Sizes
        {
            public static readonly int Buffer = 200_000;
            public static readonly byte[] Table = new byte[100];
            public static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create();
            public static int Limit { get; } = 200_000;
            public static void Look(byte[] bytes) => Console.WriteLine(bytes.Length);
        }

        public abstract class BaseController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            protected static byte[] Make(int size) => new byte[size];
        }
        """;

    private const string Service = """
        public class ThingsController : BaseController
        {
            [Microsoft.AspNetCore.Mvc.HttpPost]
            public async Task<int> Post(Microsoft.AspNetCore.Http.IFormFile file)
            {
                var plain = new byte[Sizes.Buffer];
                var other = new byte[Sizes.Limit];
                var rented = Sizes.Pool.Rent(Sizes.Buffer);
                Sizes.Look(rented);
                ArrayPool<byte>.Shared.Return(rented);
                var handle = System.Runtime.InteropServices.GCHandle.Alloc(Sizes.Table, System.Runtime.InteropServices.GCHandleType.Pinned);
                handle.Free();
                using var reader = new StreamReader(file.OpenReadStream());
                return plain.Length + other.Length + Make(Sizes.Limit).Length + (await reader.ReadToEndAsync()).Length;
            }
        }
        """;

    [Fact]
    public async Task SourceOfAnotherProject_IsLeftAlone()
    {
        var token = TestContext.Current.CancellationToken;
        var library = Compile("Library", Library, InstalledFrameworks.AspNetCore);
        var service = Compile("Service", Service, InstalledFrameworks.AspNetCore.Add(library.ToMetadataReference()));
        Assert.DoesNotContain(service.GetDiagnostics(token), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        ImmutableArray<DiagnosticAnalyzer> rules =
        [
            .. typeof(LargeArrayRule).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];

        var found = await service.WithAnalyzers(rules, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(token);

        Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        Assert.Contains(found, diagnostic => diagnostic.Id == RuleIds.WholeContentBuffered);
    }

    private static CSharpCompilation Compile(string name, string source, ImmutableArray<MetadataReference> references) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source), CSharpSyntaxTree.ParseText(Snippet.Usings)],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
