using PeakTraffic.Load;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>Shows how far a phase is: a bar in a terminal, one line at its end otherwise.</summary>
internal static class PhaseProgress
{
    public static async Task<LoadResult> ShowAsync(IAnsiConsole console, string name, TimeSpan length, Func<Action<LoadResult>, Task<LoadResult>> phase)
    {
        LoadResult result;
        if (console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            result = await console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask(name, maxValue: length.TotalSeconds);
                    return await phase(now =>
                    {
                        task.Value = now.Seconds;
                        task.Description = $"{name}  {Rate(now)}";
                    });
                });
        }
        else
        {
            result = await phase(_ => { });
        }

        console.MarkupLineInterpolated($"  {name,-16} {Units.Text(result.Seconds, "0.0"),5} s  {Rate(result)}");
        return result;
    }

    private static string Rate(LoadResult result) =>
        $"{Units.Text(result.RequestsPerSecond, "0")} requests/s" + (result.Failed > 0 ? $", {result.Failed} failed: {result.FirstFailure}" : "");
}
