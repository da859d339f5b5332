using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.Methods.Members;
using Microsoft.CodeAnalysis;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods.Members;

/// <summary>Ids from compiled code against those that the compiler itself gives for the same code.</summary>
public sealed class MemberIdTests
{
    private static readonly string Shapes = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "written-shapes.txt"));

    [Theory]
    [InlineData(OptimizationLevel.Debug)]
    [InlineData(OptimizationLevel.Release)]
    public void EveryWrittenMethod_HasTheIdThatTheCompilerGivesIt(OptimizationLevel optimization)
    {
        using var shapes = CompiledShapes.Of(Shapes, optimization);
        using var assembly = new PEReader(shapes.OpenImage());
        var ids = new MemberIds(assembly, assembly.GetMetadataReader());

        var symbols = shapes.CompiledMethods().ToList();

        Assert.True(symbols.Count > 120, $"Only {symbols.Count} methods.");
        Assert.Equal(
            symbols.Select(symbol => $"{symbol.MetadataToken:x8} {symbol.GetDocumentationCommentId()}"),
            symbols.Select(symbol => $"{symbol.MetadataToken:x8} {ids.Of(symbol.MetadataToken)}"));
    }

    [Theory]
    [InlineData(OptimizationLevel.Debug)]
    [InlineData(OptimizationLevel.Release)]
    public void EveryPlace_BelongsToTheMethodItWasWrittenIn(OptimizationLevel optimization)
    {
        using var shapes = CompiledShapes.Of(Shapes, optimization);
        AssertPlaces(shapes, atLeast: 120);
    }

    [Fact]
    public void PlacesInTopLevelStatements_BelongToTheEntryPoint()
    {
        using var shapes = CompiledShapes.Of(
            """
            using System;
            using System.Threading.Tasks;
            using static Marks;

            Here();
            await Task.Yield();
            Here();
            Action a = () => Here();
            Func<Task> b = async () => { await Task.Yield(); Here(); };
            void Local() { Here(); Action c = () => Here(); }
            Local();
            Other.Run();

            internal static class Other { public static void Run() => Here(); }
            """,
            OptimizationLevel.Release,
            OutputKind.ConsoleApplication);
        AssertPlaces(shapes, atLeast: 7);
    }

    [Fact]
    public void PlacesInAnAsynchronousMain_BelongToIt()
    {
        using var shapes = CompiledShapes.Of(
            """
            using System.Threading.Tasks;
            using static Marks;

            internal static class Program
            {
                private static async Task<int> Main(string[] args) { await Task.Yield(); Here(); return 0; }
            }
            """,
            OptimizationLevel.Debug,
            OutputKind.ConsoleApplication);
        AssertPlaces(shapes, atLeast: 1);
        using var assembly = new PEReader(shapes.OpenImage());
        var metadata = assembly.GetMetadataReader();
        var entryPoint = metadata.MethodDefinitions.Single(method => metadata.GetString(metadata.GetMethodDefinition(method).Name) == "<Main>");
        Assert.Equal("M:Program.Main(System.String[])", new MemberIds(assembly, metadata).Of(MetadataTokens.GetToken(entryPoint)));
    }

    [Fact]
    public void AFileWithoutIL_NamesNothing()
    {
        using var lines = new SourceLines();
        Assert.Null(lines.MemberOf(Path.Combine(RepositoryFiles.Root, "README.md"), 0x06000001));
        Assert.Null(lines.MemberOf("/no/such/file.dll", 0x06000001));
        Assert.Null(lines.MemberOf(typeof(MemberIdTests).Assembly.Location, 0x06ffffff));
        Assert.Null(lines.MemberOf(typeof(MemberIdTests).Assembly.Location, 0x02000001));
    }

    private static void AssertPlaces(CompiledShapes shapes, int atLeast)
    {
        using var assembly = new PEReader(shapes.OpenImage());
        var metadata = assembly.GetMetadataReader();
        var ids = new MemberIds(assembly, metadata);

        // Code of an initializer or of a finally block is compiled into more than one method.
        var found = metadata.MethodDefinitions
            .SelectMany(method => MarksIn(assembly, metadata, method).Select(mark => (mark, Id: ids.Of(MetadataTokens.GetToken(method)))))
            .ToLookup(place => place.mark, place => place.Id);

        var expected = shapes.Places();
        Assert.True(expected.Count >= atLeast, $"Only {expected.Count} places.");
        Assert.All(expected, place =>
        {
            Assert.NotEmpty(found[place.Mark]);
            Assert.All(found[place.Mark], id => Assert.Contains(id, place.Ids));
        });
    }

    private static IEnumerable<string> MarksIn(PEReader assembly, MetadataReader metadata, MethodDefinitionHandle handle)
    {
        var address = metadata.GetMethodDefinition(handle).RelativeVirtualAddress;
        return address == 0
            ? []
            : ILInstructions.Read(assembly.GetMethodBody(address).GetILReader())
                .Where(instruction => instruction.Code == ILOpCode.Call && MetadataTokens.EntityHandle(instruction.Token).Kind == HandleKind.MethodDefinition)
                .Select(instruction => metadata.GetMethodDefinition((MethodDefinitionHandle)MetadataTokens.EntityHandle(instruction.Token)))
                .Where(method => metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name) == CompiledShapes.MarkType)
                .Select(method => metadata.GetString(method.Name));
    }
}
