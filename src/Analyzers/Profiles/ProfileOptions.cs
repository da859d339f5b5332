using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Options about profiles.</summary>
internal static class ProfileOptions
{
    public const string MaxAgeKey = "appfrag.profile_max_age_days";
    public const int DefaultMaxAgeDays = 30;

    // The first ones may be generated, and lie where no section reaches.
    private const int TreesAsked = 64;

    /// <summary>From a section that covers the profile, from a global configuration, or from a section for source files: people write it where the others are.</summary>
    public static int MaxAgeDays(AnalyzerOptions options, AdditionalText file, Compilation compilation)
    {
        var provider = options.AnalyzerConfigOptionsProvider;
        return Read(provider.GetOptions(file))
            ?? Read(provider.GlobalOptions)
            ?? compilation.SyntaxTrees.Take(TreesAsked).Select(tree => Read(provider.GetOptions(tree))).FirstOrDefault(days => days is not null)
            ?? DefaultMaxAgeDays;
    }

    private static int? Read(AnalyzerConfigOptions options) =>
        options.TryGetValue(MaxAgeKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0 ? days : null;
}
