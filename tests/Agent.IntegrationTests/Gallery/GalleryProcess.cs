using System.Diagnostics;
using System.Globalization;
using AppFrag.Gallery;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>One scenario as a process, with what has to be around it.</summary>
internal static class GalleryProcess
{
    /// <summary>A folder to keep what the detectors were given, for the tests that ask them again.</summary>
    public const string Recordings = "APPFRAG_GALLERY_RECORD";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    /// <returns>The line that it prints and what was done to the machine for it; or <see langword="null"/> and why it cannot be run here.</returns>
    public static async Task<(string? Result, string? Note)> RunAsync(Expectation expected)
    {
        switch (expected.Scenario)
        {
            case "cgroup-limit":
                var (group, noGroup) = MemoryGroup.TryCreate();
                using (group)
                {
                    return group is null ? (null, noGroup) : (await Run(Start(expected, ["sh", "-c", group.Command, "sh"]), expected), null);
                }

            case "fragmented-host":
                var (host, noHost) = await FragmentedHost.TryCreateAsync();
                if (host is null)
                {
                    return (null, noHost);
                }

                await using (host)
                {
                    return (await Run(Start(expected, []), expected), host.Description);
                }

            default:
                return (await Run(Start(expected, []), expected), null);
        }
    }

    private static ProcessStartInfo Start(Expectation expected, string[] within)
    {
        string[] command =
        [
            .. within, "dotnet", "exec", RepositoryFiles.Output("AppFrag.Gallery"), expected.Scenario, expected.Seconds.ToString(CultureInfo.InvariantCulture),
            .. Environment.GetEnvironmentVariable(Recordings) is { Length: > 0 } folder ? [Path.Combine(Path.GetFullPath(folder), expected.Scenario + ".json.gz")] : Array.Empty<string>(),
        ];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (within.Length == 0)
        {
            // Hexadecimal: 2 GiB, so that a limit can come into sight within minutes. A group has its own.
            start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        }

        return start;
    }

    private static async Task<string> Run(ProcessStartInfo start, Expectation expected)
    {
        using Process process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(expected.Seconds) + Grace);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(deadline.Token);
            string result = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.True(process.ExitCode == 0, $"{expected.Scenario} ended with {process.ExitCode}: {await errors}");
            return result;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
