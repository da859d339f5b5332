using System.Collections.Immutable;
using AppFrag.Analyzers.Profiles;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Rules;

/// <summary>
/// AF2002: a profile that no longer fits the code: rows of members that are gone, or too long ago. A file that cannot be used at all is a warning: AF2001
/// would be silent without anybody knowing why.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ProfileOutdatedRule : DiagnosticAnalyzer
{
    // More say nothing more.
    private const int MostRows = 10;

    public static readonly DiagnosticDescriptor Descriptor = new(
        RuleIds.ProfileOutdated,
        "Production profile does not fit the code",
        "{0}",
        Rule.ProfileCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A profile tells of the build it was recorded from. Members that are gone since, or many days, mean that it tells little of today's code. A file that cannot be read as a profile is reported as a warning.",
        helpLinkUri: Rule.HelpLink(RuleIds.ProfileOutdated));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Descriptor);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!ProfileFiles.In(start.Options).IsEmpty)
            {
                start.RegisterAdditionalFileAction(file =>
                {
                    if (ProfileFiles.IsProfile(file.AdditionalFile))
                    {
                        Analyze(file);
                    }
                });
            }
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context)
    {
        var reading = ProfileFiles.Read(context.AdditionalFile, context.CancellationToken);
        if (reading.Profile is not { } profile)
        {
            Report(context, reading.ErrorLine, DiagnosticSeverity.Warning, $"The profile is not used: {reading.Error}");
            return;
        }

        var age = ProfileAge.InDays(profile.Header);
        var most = ProfileOptions.MaxAgeDays(context.Options, context.AdditionalFile, context.Compilation);
        if (age > most)
        {
            Report(context, 1, DiagnosticSeverity.Info, $"The profile is {age} days old, more than {most} ({ProfileOptions.MaxAgeKey}); record a new one");
        }

        var members = new ProfiledMembers(context.Compilation);
        var gone = Enumerable.Range(0, profile.Rows.Count).Where(row => members.IsGone(profile.Rows[row].Member)).ToList();
        foreach (var row in gone.Take(MostRows))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var more = row == gone[0] && gone.Count > MostRows ? $" ({gone.Count} rows are; {MostRows} are reported)" : "";
            Report(context, reading.RowLines[row], DiagnosticSeverity.Info, $"'{profile.Rows[row].Member}' is gone from this project since the profile was recorded{more}");
        }
    }

    private static void Report(AdditionalFileAnalysisContext context, int line, DiagnosticSeverity severity, string message)
    {
        var file = context.AdditionalFile;
        var lines = file.GetText(context.CancellationToken)?.Lines;
        var span = lines is not null && line <= lines.Count ? lines[line - 1].Span : default;
        var length = Math.Min(span.Length, 200);
        var location = Location.Create(file.Path, new TextSpan(span.Start, length), new LinePositionSpan(new LinePosition(line - 1, 0), new LinePosition(line - 1, length)));
        context.ReportDiagnostic(Diagnostic.Create(Descriptor, location, severity, additionalLocations: null, properties: null, message));
    }
}
