using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class ProjectDirectoryTests
{
    [Theory]
    [InlineData("/home/alice/shop/src/Shop/Controllers/Orders.cs", "Controllers/Orders.cs")]
    [InlineData("/home/alice/shop/src/Shop/Program.cs", "Program.cs")]
    [InlineData("/home/alice/shop/shared/Linked.cs", "Linked.cs")]
    [InlineData("/home/alice/.nuget/packages/helpers/1.0.0/contentFiles/cs/any/Helper.cs", "Helper.cs")]
    public void Relative_BesideTheBuildsOwnFiles(string document, string expected) =>
        Assert.Equal(expected, new ProjectDirectory(
        [
            "/home/alice/shop/src/Shop/Program.cs",
            "/home/alice/shop/src/Shop/Controllers/Orders.cs",
            "/home/alice/shop/shared/Linked.cs",
            "/home/alice/.nuget/packages/helpers/1.0.0/contentFiles/cs/any/Helper.cs",
            "/home/alice/shop/src/Shop/obj/Release/net10.0/Shop.GlobalUsings.g.cs",
        ]).Relative(document));

    [Fact]
    public void Relative_DeterministicPaths_AreTakenAsTheyAre() =>
        Assert.Equal("Controllers/Orders.cs", new ProjectDirectory(["/_/src/Shop/Controllers/Orders.cs", "/_/src/Shop/obj/Release/Shop.AssemblyInfo.cs"]).Relative("/_/src/Shop/Controllers/Orders.cs"));

    [Fact]
    public void Relative_OutputElsewhere_FallsBackToWhatAllHaveInCommon() =>
        Assert.Equal("Data/Store.cs", new ProjectDirectory(["/repo/src/Shop/Program.cs", "/repo/src/Shop/Data/Store.cs", "/repo/artifacts/obj/Shop/release/Shop.AssemblyInfo.cs"]).Relative("/repo/src/Shop/Data/Store.cs"));

    [Fact]
    public void Relative_OnWindows_HasSlashes() =>
        Assert.Equal("Controllers/Orders.cs", new ProjectDirectory([@"C:\src\Shop\Controllers\Orders.cs", @"C:\src\Shop\obj\Shop.AssemblyInfo.cs"]).Relative(@"C:\src\Shop\Controllers\Orders.cs"));

    [Theory]
    [InlineData("/home/alice/secret/Program.cs")]
    [InlineData("Program.cs")]
    public void Relative_NothingToGoBy_IsTheBareName(string document) => Assert.Equal("Program.cs", new ProjectDirectory([document]).Relative(document));
}
