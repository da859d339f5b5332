using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Configuration;

/// <summary>The options of one file, from <c>.editorconfig</c> or a global analyzer configuration.</summary>
internal sealed class AppFragOptions
{
    public const string LohThresholdKey = "appfrag.loh_threshold";
    public const string AdditionalEntryPointsKey = "appfrag.additional_entry_points";
    public const string ExcludedSymbolNamesKey = "appfrag.excluded_symbol_names";

    /// <summary>The runtime's default: an object of 85,000 bytes or more is allocated on the large object heap.</summary>
    public const long DefaultLohThreshold = 85_000;

    private AppFragOptions(long lohThreshold, SymbolNames additionalEntryPoints, SymbolNames excludedSymbols)
    {
        LohThreshold = lohThreshold;
        AdditionalEntryPoints = additionalEntryPoints;
        ExcludedSymbols = excludedSymbols;
    }

    /// <summary>Bytes, header included. A value that is not a positive number is ignored.</summary>
    public long LohThreshold { get; }

    public SymbolNames AdditionalEntryPoints { get; }

    public SymbolNames ExcludedSymbols { get; }

    public static AppFragOptions For(AnalyzerOptions options, SyntaxTree tree)
    {
        var values = options.AnalyzerConfigOptionsProvider.GetOptions(tree);
        var threshold = values.TryGetValue(LohThresholdKey, out var text) && long.TryParse(text.Replace("_", ""), out var parsed) && parsed > 0
            ? parsed
            : DefaultLohThreshold;
        return new AppFragOptions(threshold, Names(values, AdditionalEntryPointsKey), Names(values, ExcludedSymbolNamesKey));
    }

    public static bool NamesEntryPoints(AnalyzerOptions options, SyntaxTree tree) =>
        !Names(options.AnalyzerConfigOptionsProvider.GetOptions(tree), AdditionalEntryPointsKey).IsEmpty;

    private static SymbolNames Names(AnalyzerConfigOptions values, string key) =>
        values.TryGetValue(key, out var text) ? SymbolNames.Parse(text) : SymbolNames.None;
}
