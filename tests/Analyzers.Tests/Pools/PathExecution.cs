using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>Executes a generated method along every path, decision by decision.</summary>
internal sealed class PathExecution : IDisposable
{
    /// <summary>Decisions after which every further one is "no", so that loops end.</summary>
    private const int MaxDecisions = 16;

    private const int MaxExecutions = 3_000;

    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);
    private readonly Type _generated;
    private readonly Type _probe;
    private readonly Action _reset;
    private readonly Action _ended;
    private readonly HashSet<(string Rule, int Line)> _seen;

    public PathExecution(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        var assembly = _context.LoadFromStream(image);
        _generated = assembly.GetType("Generated", throwOnError: true)!;
        _probe = assembly.GetType("Probe", throwOnError: true)!;
        _reset = _probe.GetMethod("Reset")!.CreateDelegate<Action>();
        _ended = _probe.GetMethod("Ended")!.CreateDelegate<Action>();
        _seen = (HashSet<(string, int)>)_probe.GetField("Seen")!.GetValue(null)!;
    }

    /// <summary>What really happened on some path, and whether every path was walked.</summary>
    public (HashSet<(string Rule, int Line)> Seen, bool IsComplete) Run(string name)
    {
        var method = _generated.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action>();
        _seen.Clear();
        var script = new List<bool>();
        var position = 0;
        _probe.GetField("Decide")!.SetValue(null, () =>
        {
            if (position >= MaxDecisions)
            {
                return false;
            }

            if (position == script.Count)
            {
                script.Add(true);
            }

            return script[position++];
        });

        for (var executions = 0; executions < MaxExecutions; executions++)
        {
            position = 0;
            _reset();
            try
            {
                method();
                _ended();
            }
            catch (Exception exception) when (exception.GetType().Name == "ProbeException")
            {
                // A path that an exception takes out of the method: nothing is expected of it.
                Assert.NotEmpty(script);
            }

            // The next path: the last "yes" becomes a "no".
            script.RemoveRange(position, script.Count - position);
            while (script.Count > 0 && !script[^1])
            {
                script.RemoveAt(script.Count - 1);
            }

            if (script.Count == 0)
            {
                return ([.. _seen], true);
            }

            script[^1] = false;
        }

        return ([.. _seen], false);
    }

    public void Dispose() => _context.Unload();
}
