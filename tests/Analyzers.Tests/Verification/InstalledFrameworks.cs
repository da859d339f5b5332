using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.IO;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>References to the shared frameworks that run the tests, so that no test needs a network.</summary>
internal static class InstalledFrameworks
{
    /// <summary>A description without packages: nothing is downloaded for it.</summary>
    public static ReferenceAssemblies Empty { get; } = new("net10.0");

    public static ImmutableArray<MetadataReference> BaseLibrary { get; } = FromDirectoryOf(typeof(object));

    public static ImmutableArray<MetadataReference> AspNetCore { get; } = BaseLibrary.AddRange(FromDirectoryOf(typeof(HttpContext)));

    public static ImmutableArray<MetadataReference> WithRecyclableStreams { get; } =
        AspNetCore.Add(MetadataReference.CreateFromFile(typeof(RecyclableMemoryStreamManager).Assembly.Location));

    private static ImmutableArray<MetadataReference> FromDirectoryOf(Type type)
    {
        var directory = Path.GetDirectoryName(type.Assembly.Location)!;
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == directory)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
