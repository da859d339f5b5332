using System.CommandLine;

namespace AppFrag.Tool.Profiles;

/// <summary><c>--profile</c>: the sites for the compiler.</summary>
internal static class ProfileOption
{
    public static Option<string?> Create() => new("--profile")
    {
        Description = "Also write the sites as a profile for the compiler (appfrag.profile.tsv beside the project: rule AF2001 reports them)",
        HelpName = "appfrag.profile.tsv",
    };
}
