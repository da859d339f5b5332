using System.CommandLine;

namespace AppFrag.Tool.Profiles;

/// <summary><c>appfrag profile</c>: what can be done with profiles.</summary>
internal static class ProfileCommand
{
    public static Command Create() => new("profile", "Profiles of production for the compiler (appfrag.profile.tsv)") { ProfileMergeCommand.Create() };
}
