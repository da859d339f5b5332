using System.Diagnostics;

namespace AppFrag.Package.Tests.Hook;

/// <summary>
/// Programs that know nothing of AppFrag, published outside the repository, and the hook as its package has it. Published once
/// for all tests.
/// </summary>
public sealed class PublishedApps(PackedFeed feed) : IAsyncLifetime
{
    private static readonly string[] Names = ["Web", "Worker", "Console", "OldTelemetry"];

    private readonly string _folder = Path.Combine(feed.Directory, "apps");

    /// <summary>Value for DOTNET_STARTUP_HOOKS.</summary>
    internal string Hook { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        foreach (var name in Names)
        {
            var target = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Hook", "Apps", name)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        var solution = Path.Combine(_folder, "Apps.slnx");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(Names.Select(name => $"<Project Path=\"{name}/{name}.csproj\" />"))}</Solution>");
        await CommandResult.RequireAsync(feed.Dotnet("publish", solution, "-c", "Release"));
        Hook = Path.Combine(feed.Unpack("AppFrag.StartupHook"), "hook", "AppFrag.StartupHook.dll");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A published program, started as the user of a container image starts it.</summary>
    internal ProcessStartInfo App(string name, params IEnumerable<string> arguments)
    {
        var start = feed.Dotnet([Path.Combine(_folder, name, "bin/Release/net10.0/publish", name + ".dll"), .. arguments]);
        foreach (var variable in start.Environment.Keys.Where(variable => variable.StartsWith("OTEL_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        return start;
    }

    /// <summary>The same with the hook.</summary>
    internal ProcessStartInfo Hooked(string name, params IEnumerable<string> arguments)
    {
        var start = App(name, arguments);
        start.Environment["DOTNET_STARTUP_HOOKS"] = Hook;
        return start;
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HookTestGroup : ICollectionFixture<PublishedApps>
{
    public const string Name = "Startup hook";
}
