using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.Tests.RequestPaths;

/// <summary>A text that certainly has no call saves binding it; one that may have one must never be skipped.</summary>
public sealed class CallTextTests
{
    private static readonly HashSet<string> Names = ["MapGet", "Use"];

    [Theory]
    [InlineData("app.MapGet(\"/\")")]
    [InlineData("app.MapGet (\"/\")")]
    [InlineData("app.MapGet\n    (\"/\")")]
    [InlineData("Use(1)")]
    [InlineData("((Use(1)))")]
    [InlineData("Other(Use(1))")]
    public void Call_IsFound(string text) => Assert.True(CallText.Mentions(text, Names));

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("app.MapGet")]
    [InlineData("app.MapGetAll(1)")]
    [InlineData("app.ReUse(1)")]
    [InlineData("_Use(1)")]
    [InlineData("use(1)")]
    [InlineData("Use[1]")]
    public void OtherText_IsNoCall(string text) => Assert.False(CallText.Mentions(text, Names));

    [Theory]
    [InlineData("void Helper() { } void Run() => Helper();")]
    [InlineData("void Helper() { } void Run() { Action later = Helper; later(); }")]
    [InlineData("int Helper => 1; int Run() => this.Helper;")]
    [InlineData("void Helper() { } void Helper(int n) { } ")]
    [InlineData("void Helper() => Helper();")]
    [InlineData("void Helper() { } void Run() => nameof(Helper).ToString();")]
    [InlineData("void Add(int n) { } void Run() { }", "Add")]
    [InlineData("int this[int n] => n; int Run() => this[1];", "this[]")]
    public void FunctionThatIsNamedAgain_MayBeCalled(string members, string name = "Helper") => Assert.True(MayCall(members, name));

    [Theory]
    [InlineData("void Helper() { } void Run() { }")]
    [InlineData("void Helper() { } void HelperAsync() { } void MyHelper() => HelperAsync();")]
    [InlineData("int Helper { get; } void Run() { }")]
    public void FunctionThatIsOnlyDeclared_IsNotCalled(string members) => Assert.False(MayCall(members, "Helper"));

    [Fact]
    public void OtherPartOfTheType_Counts() => Assert.True(MayCall("void Helper() { } } public partial class Subject { void Run() => Helper();", "Helper"));

    private static bool MayCall(string members, string name)
    {
        var tree = CSharpSyntaxTree.ParseText($"using System; public partial class Subject {{ {members} }}", cancellationToken: TestContext.Current.CancellationToken);
        var type = CSharpCompilation.Create("Subject", [tree], InstalledFrameworks.BaseLibrary).GetTypeByMetadataName("Subject")!;
        var member = type.GetMembers(name).First();
        return CallText.MayCall((member as IPropertySymbol)?.GetMethod ?? (IMethodSymbol)member, type);
    }
}
