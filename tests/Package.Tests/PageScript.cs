using System.Text;
using System.Text.RegularExpressions;

namespace AppFrag.Package.Tests;

/// <summary>
/// One section of a page of the documentation as a script: its code blocks in their order. A block of a file is written to it, a block
/// marked <c>background</c> runs beside what follows, once what it serves answers.
/// </summary>
internal static partial class PageScript
{
    /// <summary>What the script says when all of it has run; it then waits for what runs in the background.</summary>
    public const string End = "followed to the end";

    /// <summary>The address that the pages give to the service, and the one that they give to the backend.</summary>
    private const string Service = "http://localhost:5080", Backend = "http://localhost:4317";

    public static string Of(string page, string section, Uri service, Uri backend)
    {
        var script = new StringBuilder("set -eo pipefail\ntrap 'for job in $(jobs -p); do pkill -P $job; kill $job; done' EXIT\n");
        var text = Sections().Split(page).Single(text => text.StartsWith(section, StringComparison.Ordinal));
        foreach (Match block in Blocks().Matches(text))
        {
            var content = block.Groups["content"].Value;
            script.AppendLine((block.Groups["language"].Value, block.Groups["info"].Value) switch
            {
                ("csharp", var file) => $"cat > {file} <<'END_OF_FILE'\n{content}END_OF_FILE",
                ("sh", "background") when content.Contains("--urls", StringComparison.Ordinal) => $"(\n{content}) &\nuntil (: < /dev/tcp/{service.Host}/{service.Port}) 2> /dev/null; do sleep 0.2; done",
                ("sh", "background") => $"(\n{content}) &",
                ("sh", _) => content,
                _ => "",
            });
        }

        // Waits for what runs in the background, so that ending the script ends all of it.
        return script.Append($"echo {End}\nwait\n")
            .Replace(Service, service.ToString().TrimEnd('/'))
            .Replace(Backend, backend.ToString().TrimEnd('/'))
            .ToString();
    }

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Sections();

    [GeneratedRegex(@"^```(?<language>\w*) ?(?<info>\S*)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
