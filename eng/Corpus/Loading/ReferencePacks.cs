using Microsoft.CodeAnalysis;

namespace AppFrag.Corpus.Loading;

/// <summary>The reference assemblies that come with the SDK: the framework and ASP.NET Core.</summary>
internal static class ReferencePacks
{
    /// <exception cref="CorpusException">The SDK's packs are not where the running framework's folder says they would be.</exception>
    public static IReadOnlyList<MetadataReference> Load()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(framework, "../../../packs"));
        return [.. Pack(packs, "Microsoft.NETCore.App.Ref"), .. Pack(packs, "Microsoft.AspNetCore.App.Ref")];
    }

    private static IEnumerable<MetadataReference> Pack(string packs, string name)
    {
        string folder = Path.Combine(packs, name);
        string? newest = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).OrderBy(version => Version.TryParse(Path.GetFileName(version), out Version? parsed) ? parsed : new Version()).LastOrDefault()
            : null;
        string? assemblies = newest is null ? null : Directory.GetDirectories(Path.Combine(newest, "ref")).FirstOrDefault();
        return assemblies is null
            ? throw new CorpusException($"no reference pack {folder}; the .NET SDK is needed")
            : Directory.GetFiles(assemblies, "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path));
    }
}
