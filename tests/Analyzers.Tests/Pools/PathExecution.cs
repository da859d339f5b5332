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

    private const int MaxLongDecisions = 80;

    private const int MaxLongExecutions = 100_000;

    private readonly AssemblyLoadContext _context = new("generated", isCollectible: true);
    private readonly Type _generated;
    private readonly Type _probe;
    private readonly Action _reset;
    private readonly HashSet<(string Rule, int Line)> _seen;
    private readonly HashSet<(string Rule, int Line)> _doubtful;

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
        _seen = (HashSet<(string, int)>)_probe.GetField("Seen")!.GetValue(null)!;
        _doubtful = (HashSet<(string, int)>)_probe.GetField("Doubtful")!.GetValue(null)!;
    }

    /// <summary>What really happened on some path, what did but need not be known from the method alone, and whether every path was walked.</summary>
    public (HashSet<(string Rule, int Line)> Seen, HashSet<(string Rule, int Line)> Doubtful, bool IsComplete) Run(string name)
    {
        _seen.Clear();
        _doubtful.Clear();
        var method = Method(name);
        var script = new List<bool>();
        var position = 0;
        DecideBy(Scripted, Scripted);

        for (var executions = 0; executions < MaxExecutions; executions++)
        {
            position = 0;
            Execute(method);

            // The next path: the last "yes" becomes a "no".
            script.RemoveRange(position, script.Count - position);
            while (script.Count > 0 && !script[^1])
            {
                script.RemoveAt(script.Count - 1);
            }

            if (script.Count == 0)
            {
                return ([.. _seen], [.. _doubtful], true);
            }

            script[^1] = false;
        }

        return ([.. _seen], [.. _doubtful], false);

        bool Scripted()
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
        }
    }

    /// <summary>Whether one of many longer executions, which come to more rounds of a loop than all short ones, shows the rest of what is reported.</summary>
    public bool ShowsOnLongerPaths(string name, IReadOnlyCollection<(string Rule, int Line)> reports)
    {
        _seen.Clear();
        _doubtful.Clear();
        var method = Method(name);
        var random = new Random(1);
        var decisions = 0;
        DecideBy(() => ++decisions <= MaxLongDecisions && random.Next(2) == 0, () => random.Next(30) == 0);
        for (var executions = 0; executions < MaxLongExecutions; executions++)
        {
            decisions = 0;
            Execute(method);
            if (reports.All(report => _seen.Contains(report) || _doubtful.Contains(report)))
            {
                return true;
            }
        }

        return false;
    }

    private void DecideBy(Func<bool> choices, Func<bool> throws)
    {
        _probe.GetField("Decide")!.SetValue(null, choices);
        _probe.GetField("Throws")!.SetValue(null, throws);
    }

    private Action Method(string name) => _generated.GetMethod("Run" + name, BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Action>();

    private void Execute(Action method)
    {
        _reset();
        try
        {
            method();
        }
        catch (Exception exception) when (exception.GetType().Name == "ProbeException")
        {
            // A path that an exception takes out of the method: nothing is expected of it.
        }
    }

    public void Dispose() => _context.Unload();
}
