using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(AppFrag.Package.Tests.PackedFeed))]

namespace AppFrag.Package.Tests;

/// <summary>
/// The packages, packed once from what the build made, in a folder that serves as a NuGet source. Their version is
/// new each time, so that no cache can answer with an older one.
/// </summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    internal static string Repository { get; } = Own.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>Outside the repository, so that none of its build settings reach what is made here.</summary>
    internal string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("appfrag-packages-").FullName;

    /// <summary>Not a prerelease: `dotnet add package` without a version finds it.</summary>
    internal string Version { get; } = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    private string Source => Path.Combine(Directory, "feed");

    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["src/Analyzers.CodeFixes", "src/Agent", "src/Tool", "src/StartupHook"])
        {
            var path = Path.Combine(Repository, project);
            await CommandResult.RequireAsync(Dotnet("pack", path, "--no-build", "-c", Own.Name, "-o", Source, $"-p:PackageVersion={Version}"));
        }

        // Packages of the test go to a folder of their own; what others the machine has is used where it is.
        await File.WriteAllTextAsync(
            Path.Combine(Directory, "nuget.config"),
            $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="packages" />
              </config>
              <packageSources>
                <add key="packed" value="{Source}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{MachinePackages()}" />
              </fallbackPackageFolders>
            </configuration>
            """);
        foreach (var stopper in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(Directory, stopper), "<Project />");
        }
    }

    public ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(Directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A dotnet command in the folder of the feed.</summary>
    internal ProcessStartInfo Dotnet(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Directory };

        // A test runner that was itself started by MSBuild hands down where that has its parts.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }

    /// <summary>Paths inside a package.</summary>
    internal string[] Entries(string id, string extension = "nupkg")
    {
        using var package = ZipFile.OpenRead(Path.Combine(Source, $"{id}.{Version}.{extension}"));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>All files of a package, in a new folder.</summary>
    internal string Unpack(string id)
    {
        var folder = Path.Combine(Directory, "unpacked", id);
        ZipFile.ExtractToDirectory(Path.Combine(Source, $"{id}.{Version}.nupkg"), folder);
        return folder;
    }

    internal string Text(string id, string entry)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Source, $"{id}.{Version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    internal XElement Nuspec(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Source, $"{id}.{Version}.nupkg"));
        using var nuspec = package.GetEntry(id + ".nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string MachinePackages() =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
