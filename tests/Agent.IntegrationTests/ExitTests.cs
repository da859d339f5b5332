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

    [Theory]
    [InlineData("Signal", "Healthy")]
    [InlineData("Signal", "Killed")]
    [InlineData("Signal", "Stalled")]
    [InlineData("MainReturns", "Healthy")]
    [InlineData("MainReturns", "Killed")]
    [InlineData("MainReturns", "Stalled")]
    [InlineData("EnvironmentExit", "Healthy")]
    [InlineData("EnvironmentExit", "Stalled")]
    [InlineData("Unhandled", "Healthy")]
    [InlineData("Unhandled", "Killed")]
    [InlineData("Unhandled", "Stalled")]
    public async Task Process_Ends_AsWithoutTheAgent(string exit, string reader)
    {
        (TimeSpan? without, int codeWithout) = await Measure($"exit={exit}", "agent=false");
        (TimeSpan? with, int codeWith) = await Measure($"exit={exit}", "agent=true", $"reader={reader}");

        Assert.NotNull(without);
        Assert.True(with is not null, $"With the agent the process had not ended after {GiveUp.TotalSeconds} s.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{exit}, reader {reader}: {without.Value.TotalMilliseconds:0} ms without, {with.Value.TotalMilliseconds:0} ms with the agent"));
        Assert.True(with < without + Allowance, $"{with} with the agent, {without} without.");
        Assert.Equal(codeWithout, codeWith);
        Assert.Equal(exit == "Unhandled" ? SigAbrt : 0, codeWith);
    }

    private static async Task<(TimeSpan? Time, int Code)> Measure(params string[] scenario)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync(scenario);
        if (scenario.Contains("exit=Signal"))
        {
            host.Terminate();
        }
        else
        {
            host.WriteLine("go");
        }

        TimeSpan? time = host.WaitForExit(GiveUp);
        return (time, time is null ? -1 : host.ExitCode);
    }
}
