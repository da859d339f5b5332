using System.Diagnostics;

namespace AppFrag.Tool.Tests;

/// <summary>The tool with a terminal at its output, which script(1) provides.</summary>
public class TerminalTests
{
    private static async Task<ToolResult> InTerminalAsync(string? noColor, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script of util-linux");
        var tool = ToolProcess.Command(arguments);
        string command = string.Join(' ', tool.ArgumentList.Prepend(tool.FileName).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("/usr/bin/script", ["--quiet", "--return", "--command", command, "/dev/null"]) { RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        // A build server's variables would switch colors off.
        start.Environment.Remove("CI");
        if (noColor is not null)
        {
            start.Environment["NO_COLOR"] = noColor;
        }

        return await ToolProcess.RunAsync(start);
    }

    [Fact]
    public async Task Host_Terminal_HasColors()
    {
        using var tree = new HostTree();

        var result = await InTerminalAsync(null, tree.Arguments());

        result.MustEndWith(0);
        Assert.Matches("\u001b\\[(38;5;\\d+|3[0-7]|9[0-7])m", result.Output);
    }

    [Fact]
    public async Task Host_TerminalWithNoColor_HasNone()
    {
        using var tree = new HostTree();

        var result = await InTerminalAsync("1", tree.Arguments());

        Assert.Contains("Free memory of zone Normal", result.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("\u001b\\[(38;|48;|3[0-7]|9[0-7]|4[0-7])", result.Output);
    }

    [Fact]
    public async Task Host_HostileFilesInATerminal_StayData()
    {
        using var tree = new HostTree().Write("dmesg", "\u001b]0;owned\u0007[red]x: page allocation failure: order:1\n");

        var result = await InTerminalAsync(null, tree.Arguments("--kernel-log", tree.At("dmesg")));

        Assert.DoesNotContain("\u001b]", result.Output, StringComparison.Ordinal);
        Assert.Contains("[red]x", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }
}
