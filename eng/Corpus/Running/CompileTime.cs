using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Corpus.Running;

/// <summary>What the compiler itself takes for a project, on one thread as the rules are measured.</summary>
/// <param name="Parse">Syntax trees of its sources.</param>
/// <param name="Bind">Binding and all checks.</param>
/// <param name="Emit">From bound code to an assembly and its symbols; zero where strangers' packages are missing, since only what binds can be emitted.</param>
internal readonly record struct CompileTime(TimeSpan Parse, TimeSpan Bind, TimeSpan Emit)
{
    public TimeSpan ParseAndBind => Parse + Bind;

    public static CompileTime operator +(CompileTime left, CompileTime right) =>
        new(left.Parse + right.Parse, left.Bind + right.Bind, left.Emit + right.Emit);

    public static CompileTime Of(CSharpCompilation compilation)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath).GetRoot();
        }

        TimeSpan parse = Stopwatch.GetElapsedTime(start);
        CSharpCompilation alone = compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));
        start = Stopwatch.GetTimestamp();
        bool binds = alone.GetDiagnostics().All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
        TimeSpan bind = Stopwatch.GetElapsedTime(start);
        return new CompileTime(parse, bind, binds ? EmitOf(alone, bind) : TimeSpan.Zero);
    }

    /// <summary>Emitting binds the bodies again, so only what comes on top of that counts.</summary>
    private static TimeSpan EmitOf(CSharpCompilation compilation, TimeSpan bind)
    {
        long start = Stopwatch.GetTimestamp();
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        compilation.Clone().Emit(assembly, symbols);
        TimeSpan more = Stopwatch.GetElapsedTime(start) - bind;
        return more > TimeSpan.Zero ? more : TimeSpan.Zero;
    }
}
