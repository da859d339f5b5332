using System.CommandLine;
using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Export.Profiles;
using AppFrag.Tool.Commands;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Profiles;

/// <summary><c>appfrag profile merge</c>: one profile of many instances' ones.</summary>
internal static class ProfileMergeCommand
{
    private const int MaxRows = 10_000;

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Profiles: of the instances of a service, or of several days", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "Where the merged profile goes", HelpName = "appfrag.profile.tsv", Required = true };
        var command = new Command("merge", "One profile of many: each counts for the time it has looked, so rates are those of one instance on average") { files, output };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(output)));
        return command;
    }

    private static int Run(string[] files, string path)
    {
        try
        {
            Profile[] profiles = [.. files.Select(ProfileInput.Read)];
            using var output = new OutputFile(path);
            var merged = ProfileMerge.Merge(profiles, MaxRows);
            output.Complete(stream => ProfileOutput.Write(stream, merged));
            Console.Error.WriteLine("appfrag: " + SafeText.OneLine(Summary(profiles, merged) + $"; written to {path}"));
            foreach (string caveat in Caveats(profiles, merged))
            {
                Console.Error.WriteLine("appfrag: " + SafeText.OneLine(caveat));
            }

            return ExitCode.Fine;
        }
        catch (Exception exception) when (exception is UnreadableRecordingException or CannotWriteException)
        {
            Console.Error.WriteLine("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
    }

    private static string Summary(Profile[] profiles, Profile merged) => string.Create(
        CultureInfo.InvariantCulture,
        $"merged {profiles.Length} {(profiles.Length == 1 ? "profile" : "profiles")} over {Quantity.Duration(Window(merged))} in all: {profiles.Sum(profile => profile.Rows.Count)} rows became {merged.Rows.Count}");

    /// <summary>What makes a merged profile say less than it seems to.</summary>
    private static IEnumerable<string> Caveats(Profile[] profiles, Profile merged)
    {
        if (profiles.Any(profile => profile.Header.WindowSeconds <= 0))
        {
            yield return "not every profile says how long it looked (window=), so all count alike";
        }

        if (Different(profiles, header => header.Service) is { } services)
        {
            yield return $"they are of different services ({services}): shares are of all of them together";
        }

        if (Different(profiles, header => header.Commit.Length > 0 ? header.Commit : header.Version) is { } builds)
        {
            yield return $"they are of different builds ({builds}): lines may have moved; the newest one is named in the result";
        }

        int most = profiles.SelectMany(profile => profile.Rows).DistinctBy(row => (row.Member, row.File, row.Line, row.Type, row.Kind)).Count();
        if (most > merged.Rows.Count)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the {most - merged.Rows.Count} smallest rows were left out");
        }
    }

    private static string? Different(Profile[] profiles, Func<ProfileHeader, string> value)
    {
        string[] values = [.. profiles.Select(profile => value(profile.Header)).Where(text => text.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return values.Length > 1 ? string.Join(", ", values.Take(5)) + (values.Length > 5 ? ", …" : "") : null;
    }

    private static TimeSpan Window(Profile profile) => TimeSpan.FromSeconds(Math.Min(profile.Header.WindowSeconds, TimeSpan.MaxValue.TotalSeconds / 2));
}
