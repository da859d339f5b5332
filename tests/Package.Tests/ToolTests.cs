using System.Diagnostics;
using System.Text.Json;

namespace AppFrag.Package.Tests;

/// <summary>The tool, installed from its package as a user installs it.</summary>
public sealed class ToolTests(PackedFeed feed)
{
    [Fact]
    public async Task Install_ThenHost_SaysWhatTheMachineSays()
    {
        var tools = Path.Combine(feed.Directory, "tools");
        await CommandResult.RequireAsync(feed.Dotnet("tool", "install", "AppFrag.Tool", "--version", feed.Version, "--tool-path", tools));
        var appfrag = Path.Combine(tools, "appfrag");

        Assert.NotEmpty((await CommandResult.RequireAsync(new ProcessStartInfo(appfrag, ["host"]))).Trim());
        using var json = JsonDocument.Parse(await CommandResult.RequireAsync(new ProcessStartInfo(appfrag, ["host", "--format", "json"])));
        Assert.Equal("appfrag.host/1", json.RootElement.GetProperty("schema").GetString());
    }
}
