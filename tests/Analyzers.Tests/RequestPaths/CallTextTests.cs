using AppFrag.Analyzers.RequestPaths;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.Tests.RequestPaths;

/// <summary>A text that certainly has no call saves binding it; one that may have one must never be skipped.</summary>
public sealed class CallTextTests
{
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

    [Fact]
    public void Leading_CallersOfCallers_InTheirOrder_AndNobodyElse()
    {
        var type = Subject("void First() => Second(); void Other() { } void Second() => Target(); void Target() { } void Near() => TargetToo(); void TargetToo() { }");

        var leading = CallText.Leading(type.GetMembers("Target").OfType<IMethodSymbol>().Single(), type);

        Assert.Equal(["First", "Second", "Target"], leading.Select(method => method.Name));
    }

    private static INamedTypeSymbol Subject(string members)
    {
        var tree = CSharpSyntaxTree.ParseText($"using System; public partial class Subject {{ {members} }}", cancellationToken: TestContext.Current.CancellationToken);
        return CSharpCompilation.Create("Subject", [tree], InstalledFrameworks.BaseLibrary).GetTypeByMetadataName("Subject")!;
    }

    private static bool MayCall(string members, string name)
    {
        var type = Subject(members);
        var member = type.GetMembers(name).First();
        return CallText.MayCall((member as IPropertySymbol)?.GetMethod ?? (IMethodSymbol)member, type);
    }
}
