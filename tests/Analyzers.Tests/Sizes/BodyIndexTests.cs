using AppFrag.Analyzers.Sizes;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Tests.Sizes;

public sealed class BodyIndexTests
{
    [Fact]
    public void Mentions_AreAllOfTheBodyInOrder()
    {
        var body = Body("int n = 1; Action later = () => n++; if (given is int m) { n = m; } Use(n);");
        Assert.Equal(["n = 1", "n", "n", "n"], Mentions(body, "n"));
        Assert.Equal(["int m", "m"], Mentions(body, "m"));
        Assert.Equal(["given"], Mentions(body, "given"));
    }

    [Fact]
    public void VariablesOfOneName_AreKeptApart()
    {
        var body = Body("{ int n = 1; Use(n); } { int n = 2; Use(n + n); }");
        var declared = body.DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Select(declarator => declarator.Symbol).ToList();
        Assert.Equal([2, 3], declared.Select(local => BodyIndex.Of(body).MentionsOf(local).Count));
    }

    [Fact]
    public void AnyOperationOfABody_HasTheSameIndex()
    {
        var body = Body("Use(1); Action later = () => Use(2);");
        Assert.Same(BodyIndex.Of(body), BodyIndex.Of(body.DescendantsAndSelf().OfType<ILiteralOperation>().Last()));
    }

    [Fact]
    public void VariableOfAnotherBody_IsNotMentioned()
    {
        var other = Body("int x = 1;").DescendantsAndSelf().OfType<IVariableDeclaratorOperation>().Single().Symbol;
        Assert.Empty(BodyIndex.Of(Body("int x = 1; Use(x);")).MentionsOf(other));
    }

    [Theory]
    [InlineData("Use(1);", false)]
    [InlineData("if (given is null) { Use(1); }", false)]
    [InlineData("while (given is null) { }", true)]
    [InlineData("foreach (var c in \"a\") { }", true)]
    [InlineData("Action later = () => { for (; ; ) { } };", true)]
    public void Loops_AreSeen(string statements, bool expected) => Assert.Equal(expected, BodyIndex.Of(Body(statements)).HasLoops);

    private static IEnumerable<string> Mentions(IOperation body, string name) => body.DescendantsAndSelf()
        .Select(operation => operation switch
        {
            ILocalReferenceOperation local => (ISymbol)local.Local,
            IDeclarationPatternOperation pattern => pattern.DeclaredSymbol,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        })
        .OfType<ISymbol>()
        .Where(symbol => symbol.Name == name)
        .Take(1)
        .SelectMany(symbol => BodyIndex.Of(body).MentionsOf(symbol))
        .Select(mention => mention.Syntax.ToString());

    private static IOperation Body(string statements)
    {
        var token = TestContext.Current.CancellationToken;
        var tree = CSharpSyntaxTree.ParseText($"using System; public class Subject {{ public void Run(object given) {{ {statements} }} private static void Use(int n) {{ }} }}", cancellationToken: token);
        var model = CSharpCompilation.Create("Subject", [tree], InstalledFrameworks.BaseLibrary).GetSemanticModel(tree);
        return model.GetOperation(tree.GetRoot(token).DescendantNodes().OfType<MethodDeclarationSyntax>().First(), token)!;
    }
}
