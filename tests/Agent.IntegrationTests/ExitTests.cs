using System.Collections.Concurrent;
using System.Globalization;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>
/// The service ends within two seconds of the same service without the agent, whichever way it ends and whatever state
/// the agent's event readers are in.
/// </summary>
public sealed class ExitTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);
    private static readonly int SigAbrt = 128 + 6;

    // More than any machine can allocate.
    private const string Storm = "rate=100000";

    private static readonly string[] Readers = ["Healthy", "Killed", "Stalled", "CreatesEventSources"];

    // Measured once for all states of the readers.
    private static readonly ConcurrentDictionary<string, Lazy<Task<(TimeSpan? Time, int Code)>>> WithoutAgent = new();

    /// <summary>Kept small: the processes share the machine with whatever else runs, and their times are compared.</summary>
    private static readonly SemaphoreSlim AtOnce = new(4);

    [Theory]
    [InlineData("Signal")]
    [InlineData("MainReturns")]
    [InlineData("EnvironmentExit")]
    [InlineData("ExitInRequest")]
    [InlineData("Unhandled")]
    public async Task Process_Ends_AsWithoutTheAgent(string exit) =>
        await Task.WhenAll(Readers.Select(reader => Compare(exit, $"reader={reader}")));

    [Theory]
    [InlineData("Signal")]
    [InlineData("EnvironmentExit")]
    public async Task Process_UnderAnAllocationStorm_Ends_AsWithoutTheAgent(string exit) => await Compare(exit, Storm);

    private async Task Compare(string exit, string state)
    {
        string load = state == Storm ? Storm : "rate=50";
        (TimeSpan? without, int codeWithout) = await WithoutAgent.GetOrAdd(exit + load, _ => new(() => Measure(exit, "agent=false", load))).Value;
        (TimeSpan? with, int codeWith) = await Measure(exit, "agent=true", state);

        Assert.NotNull(without);
        Assert.True(with is not null, $"With the agent ({state}) the process had not ended after {GiveUp.TotalSeconds} s.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{exit}, {state}: {without.Value.TotalMilliseconds:0} ms without, {with.Value.TotalMilliseconds:0} ms with the agent"));
        Assert.True(with < without + Allowance, $"{state}: {with} with the agent, {without} without.");
        Assert.Equal(codeWithout, codeWith);
        Assert.Equal(exit == "Unhandled" ? SigAbrt : 0, codeWith);
    }

    private static async Task<(TimeSpan? Time, int Code)> Measure(string exit, params string[] scenario)
    {
        await AtOnce.WaitAsync();
        try
        {
            using TestHostProcess host = await TestHostProcess.StartAsync([$"exit={exit}", .. scenario]);
            if (exit == "Signal")
            {
                host.Terminate();
            }
            else
            {
                host.WriteLine("go");
            }

            TimeSpan? time = await host.WaitForExitAsync(GiveUp);
            return (time, time is null ? -1 : host.ExitCode);
        }
        finally
        {
            AtOnce.Release();
        }
    }
}
