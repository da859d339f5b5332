using AppFrag.Sources.Runtime.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class SourceLinesTests : IDisposable
{
    private const string Source = """
        class C
        {
            static void M()
            {
                System.GC.Collect(0);
        #line hidden
                System.GC.Collect(1);
        #line default
                System.GC.Collect(2);
            }
        }
        """;

    // Each statement is ldc.i4.n and call: six bytes.
    private const int FirstMethod = 0x06000001;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("appfrag-lines");

    [Theory]
    [InlineData(DebugInformationFormat.PortablePdb)]
    [InlineData(DebugInformationFormat.Embedded)]
    public void Offset_IsTheLineOfItsStatement(DebugInformationFormat format)
    {
        var assembly = Compile("Lines", format);

        using var lines = new SourceLines();
        Assert.Equal(5, Line(lines, assembly, FirstMethod, 0));
        Assert.Equal(5, Line(lines, assembly, FirstMethod, 5));
        Assert.Equal(5, Line(lines, assembly, FirstMethod, 6)); // hidden: the statement before
        Assert.Equal(9, Line(lines, assembly, FirstMethod, 12));
        Assert.True(lines.TryGetLine(assembly, FirstMethod, 0, out var file, out _));
        Assert.Equal("/src/Lines.cs", file);
    }

    [Theory]
    [InlineData(FirstMethod, -1)]
    [InlineData(0, 0)]
    [InlineData(0x06000000, 0)]
    [InlineData(0x0600ffff, 0)]
    [InlineData(0x02000001, 0)]
    public void UnknownOffsetOrToken_HasNoLine(int token, int offset)
    {
        using var lines = new SourceLines();
        Assert.Null(Line(lines, Compile("Lines", DebugInformationFormat.PortablePdb), token, offset));
    }

    [Fact]
    public void SymbolsOfAnotherBuild_AreNotUsed()
    {
        var assembly = Compile("Lines", DebugInformationFormat.PortablePdb);
        var other = Compile("Other", DebugInformationFormat.PortablePdb, "// a line more\n" + Source);
        File.Copy(Path.ChangeExtension(other, "pdb"), Path.ChangeExtension(assembly, "pdb"), overwrite: true);

        using var lines = new SourceLines();
        Assert.Null(Line(lines, assembly, FirstMethod, 0));
        Assert.False(lines.HasSymbols(assembly));
        Assert.True(lines.HasSymbols(Compile("Third", DebugInformationFormat.PortablePdb)));
    }

    [Fact]
    public void MissingOrForeignFile_HasNoLine()
    {
        var text = Path.Combine(_directory.FullName, "text.dll");
        File.WriteAllText(text, "no assembly");
        var bare = Compile("Bare", DebugInformationFormat.PortablePdb);
        File.Delete(Path.ChangeExtension(bare, "pdb"));

        using var lines = new SourceLines();
        Assert.All([text, bare, "/no/such/file.dll", "", "\0", _directory.FullName], path => Assert.Null(Line(lines, path, FirstMethod, 0)));
    }

    [Fact]
    public void BareFileName_IsNotSoughtInTheWorkingDirectory()
    {
        var assembly = Path.GetRelativePath(Environment.CurrentDirectory, Compile("Lines", DebugInformationFormat.PortablePdb));

        using var lines = new SourceLines();
        Assert.True(File.Exists(assembly));
        Assert.Null(Line(lines, assembly, FirstMethod, 0));
    }

    [Theory]
    [InlineData(DebugInformationFormat.PortablePdb)]
    [InlineData(DebugInformationFormat.Embedded)]
    public void DamagedSymbols_NeverThrow(DebugInformationFormat format)
    {
        var assembly = Compile("Lines", format);
        var damaged = format == DebugInformationFormat.Embedded ? assembly : Path.ChangeExtension(assembly, "pdb");
        var bytes = File.ReadAllBytes(damaged);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var copy = (byte[])bytes.Clone();
            copy[at] ^= 0xff;
            File.WriteAllBytes(damaged, at % 2 == 0 ? copy : copy[..at]);

            using var lines = new SourceLines();
            Line(lines, assembly, FirstMethod, 12);
        }
    }

    [Fact]
    public void MoreModulesThanCapacity_AreStillAnswered()
    {
        string[] assemblies = [.. Enumerable.Range(0, 4).Select(i => Compile($"Lines{i}", DebugInformationFormat.PortablePdb))];

        using var lines = new SourceLines(capacity: 2);
        for (var round = 0; round < 3; round++)
        {
            Assert.All(assemblies, path => Assert.Equal(5, Line(lines, path, FirstMethod, 0)));
        }
    }

    [Fact]
    public void AfterDispose_ThereIsNoLine()
    {
        var assembly = Compile("Lines", DebugInformationFormat.PortablePdb);
        var lines = new SourceLines();
        lines.Dispose();

        Assert.Null(Line(lines, assembly, FirstMethod, 0));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static int? Line(SourceLines lines, string path, int token, int offset) =>
        lines.TryGetLine(path, token, offset, out _, out var line) ? line : null;

    private string Compile(string name, DebugInformationFormat format, string code = Source)
    {
        var source = SourceText.From(code, System.Text.Encoding.UTF8);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, path: "/src/Lines.cs", cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        var path = Path.Combine(_directory.FullName, name + ".dll");
        var symbols = Path.ChangeExtension(path, "pdb");
        using var assemblyStream = File.Create(path);
        using var symbolStream = format == DebugInformationFormat.Embedded ? null : File.Create(symbols);
        var result = compilation.Emit(
            assemblyStream,
            symbolStream,
            options: new EmitOptions(debugInformationFormat: format, pdbFilePath: symbols),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
