using System.Reflection;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests;

/// <summary>The tests run twice, with the oldest supported compiler and with the newest: each run must have the one it is about.</summary>
public sealed class CompilerVersionTests
{
    [Fact]
    public void Tests_RunOnTheCompilerOfTheirProject()
    {
        var expected = typeof(CompilerVersionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "Roslyn").Value;
        Assert.StartsWith(expected!, typeof(Compilation).Assembly.GetName().Version!.ToString(), StringComparison.Ordinal);
    }
}
