namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>Repeats an experiment over seeds, on all processors.</summary>
internal static class Trials
{
    public const int Count = 1000;

    /// <summary>Share of the experiments that said yes, of those that gave an answer.</summary>
    /// <param name="makeExperiment">Called once for each thread: an experiment may keep memory.</param>
    /// <param name="count">Seeds, from 0 on.</param>
    public static (double Share, int Answered) Share(Func<Func<int, bool?>> makeExperiment, int count = Count)
    {
        int yes = 0;
        int answered = 0;
        Parallel.For(0, count, makeExperiment, (seed, _, experiment) =>
        {
            if (experiment(seed) is { } answer)
            {
                Interlocked.Increment(ref answered);
                Interlocked.Add(ref yes, answer ? 1 : 0);
            }

            return experiment;
        }, _ => { });
        return ((double)yes / Math.Max(1, answered), answered);
    }
}
