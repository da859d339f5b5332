using System.CommandLine;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Measuring;
using AppFrag.MacroBenchmark.Service;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark;

/// <summary>Measures by default; as a child process it serves or sends the load.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each load, those included that the results file has already; even, so that each watcher was on either half as often", DefaultValueFactory = _ => 6 };
        var trials = new Option<int>("--trials") { Description = "Most pairs to measure in this run; the next run goes on where it left off", DefaultValueFactory = _ => int.MaxValue };
        var seconds = new Option<double>("--seconds") { Description = "Length of each measurement", DefaultValueFactory = _ => 15 };
        var warmUp = new Option<double>("--warm-up") { Description = "Seconds from the start of the services to each measurement", DefaultValueFactory = _ => 20 };
        var loads = Choice("--load", "Which loads", Load.All.Select(load => load.Name));
        var watchers = Choice("--variant", "Which watchers, each beside none", Watcher.All.Where(watcher => watcher.Name != Watcher.Baseline).Select(watcher => watcher.Name));
        var traced = new Option<bool>("--traced") { Description = "Whether the service records spans and metrics with the OpenTelemetry SDK, in every variant", DefaultValueFactory = _ => true };
        var serverGC = new Option<bool>("--server-gc") { Description = "Server instead of workstation GC" };
        var idleSpins = new Option<bool>("--idle-spins") { Description = "Leave the pool's idle threads their search for work, some seventy turns before each sleep; off by default, because it is CPU that no request uses" };
        var inOneLife = new Option<bool>("--in-one-life") { Description = "One service for all chosen loads, one after the other, the first after --warm-up: ten minutes of that leave nothing of the start in any of them" };
        var foreign = new Option<double>("--most-foreign-cpu") { Description = "Repeat a pair, twice at most, when other processes used more than this share of a core", DefaultValueFactory = _ => 0.25 };
        var results = new Option<string>("--results") { Description = "Where measurements are kept; rounds are added to what is there", DefaultValueFactory = _ => "macro-results.json" };
        var root = new RootCommand("What watching a service costs it: CPU per request, p99 and memory, for AppFrag and for what else people use, as ratios to the same service unwatched.")
        {
            rounds, trials, seconds, warmUp, loads, watchers, traced, serverGC, idleSpins, inOneLife, foreign, results, ServeCommand(), DriveCommand(),
        };
        root.SetAction((parsed, cancellation) => MeasureMain.RunAsync(
            new Settings(parsed.GetValue(warmUp), parsed.GetValue(seconds), parsed.GetValue(traced), parsed.GetValue(serverGC), parsed.GetValue(idleSpins), parsed.GetValue(inOneLife)),
            [.. Load.All.Where(load => IsChosen(parsed.GetValue(loads), load.Name))],
            [.. Watcher.All.Where(watcher => watcher.Name != Watcher.Baseline && IsChosen(parsed.GetValue(watchers), watcher.Name))],
            parsed.GetValue(rounds),
            parsed.GetValue(trials),
            parsed.GetValue(foreign),
            parsed.GetValue(results)!,
            cancellation));
        return root;
    }

    private static bool IsChosen(string[]? chosen, string name) => chosen is null or [] || chosen.Contains(name);

    private static Option<string[]> Choice(string name, string description, IEnumerable<string> values)
    {
        var option = new Option<string[]>(name) { Description = description + "; all by default", AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static Command ServeCommand()
    {
        var watcher = new Option<string>("--watcher") { Required = true };
        var traced = new Option<bool>("--traced") { Required = true };
        var liveSet = new Option<bool>("--live-set") { Required = true };
        var serve = new Command("serve", "The service process.") { watcher, traced, liveSet };
        serve.Hidden = true;
        serve.SetAction((parsed, cancellation) => ServiceMain.RunAsync(
            Watcher.All.Single(one => one.Name == parsed.GetValue(watcher)), parsed.GetValue(traced), parsed.GetValue(liveSet), cancellation));
        return serve;
    }

    private static Command DriveCommand()
    {
        var service = new Option<string>("--service") { Required = true };
        var load = new Option<string>("--load") { Required = true };
        var drive = new Command("drive", "The load process.") { service, load };
        drive.Hidden = true;
        drive.SetAction((parsed, cancellation) => LoadMain.RunAsync(
            new Uri(parsed.GetValue(service)!), Load.All.Single(one => one.Name == parsed.GetValue(load)), cancellation));
        return drive;
    }
}
