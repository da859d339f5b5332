using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AppFrag.Export.Profiles;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Profiles;

/// <summary>The production profiles among the additional files of a project. Each text is read once, however many compilations an editor makes of it.</summary>
internal static class ProfileFiles
{
    private const string Prefix = "appfrag.profile";
    private const string Suffix = ".tsv";

    private static readonly ConditionalWeakTable<SourceText, ProfileReading> Readings = new();

    public static ImmutableArray<AdditionalText> In(AnalyzerOptions options) =>
        options.AdditionalFiles.IsDefaultOrEmpty ? ImmutableArray<AdditionalText>.Empty : options.AdditionalFiles.Where(IsProfile).ToImmutableArray();

    /// <summary>The profile, or what is wrong with the file.</summary>
    public static ProfileReading Read(AdditionalText file, CancellationToken cancellationToken) =>
        file.GetText(cancellationToken) is not { } text ? ProfileReading.Wrong(1, "the file cannot be read")
        // A text of any size can be looked at in pieces; one string of it would be a large object itself.
        : text.Length > ProfileReader.MaxLength ? ProfileReading.Wrong(1, $"the file is too large: {text.Length} characters, at most {ProfileReader.MaxLength} are read")
        : Readings.GetValue(text, key => ProfileReader.Read(key.ToString()));

    public static bool IsProfile(AdditionalText file)
    {
        var name = FileName.Of(file.Path);
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);
    }
}
