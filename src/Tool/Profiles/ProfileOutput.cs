using System.Text;
using AppFrag.Export.Profiles;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Profiles;

/// <summary>A profile into a file.</summary>
internal static class ProfileOutput
{
    public static void Write(Stream stream, Profile profile) => stream.Write(Encoding.UTF8.GetBytes(ProfileWriter.Write(profile)));

    /// <summary>What a recording says of the sites that a compiler can find again. From outside, version and commit of the service are not known.</summary>
    public static Profile Of(Run run) => new(
        new ProfileHeader(run.Start.AddSeconds(run.Seconds), run.Process.Name ?? "", "", "", run.Seconds),
        ProfileRows.Of(run.Sites));
}
