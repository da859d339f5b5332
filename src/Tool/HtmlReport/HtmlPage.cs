using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.HtmlReport;

/// <summary>
/// One HTML file that shows a run and needs nothing else. Its policy allows the scripts and styles written here, by their
/// hashes, and no request to anywhere. Everything from the run stands in a JSON block, from which the scripts make text nodes:
/// nothing of it is ever read as HTML.
/// </summary>
internal static class HtmlPage
{
    private const string Folder = "HtmlReport.";
    private const string ThirdParty = "ThirdParty.uPlot.";

    private static readonly string[] Styles = [ThirdParty + "uPlot.min.css", "Page.report.css"];

    // In the order in which they use each other.
    private static readonly string[] Scripts =
    [
        ThirdParty + "uPlot.iife.min.js",
        .. ((string[])["format", "dom", "theme", "header", "findings", "charts", "panels", "timeline", "movement", "heap", "sites", "zones", "pauses", "sources", "main"]).Select(name => $"Page.{name}.js"),
    ];

    public static void Write(Stream output, Run run)
    {
        string[] styles = [.. Styles.Select(Resource)];
        string[] scripts = [.. Scripts.Select(Resource)];
        string policy = $"default-src 'none'; script-src {Hashes(scripts)}; style-src {Hashes(styles)}; base-uri 'none'; form-action 'none'";
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (string part in Resource("Page.report.html").Split("<!--@"))
        {
            int end = part.IndexOf("@-->", StringComparison.Ordinal);
            switch (end < 0 ? "" : part[..end])
            {
                case "policy":
                    writer.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
                    break;
                case "licence":
                    writer.Write($"<!-- The charts are drawn by uPlot:\n{Resource(ThirdParty + "LICENSE")}\n-->");
                    break;
                case "styles":
                    writer.Write(string.Concat(styles.Select(style => $"<style>{style}</style>\n")));
                    break;
                case "data":
                    // The serializer escapes <, >, & and every character that is not ASCII: the block cannot end early.
                    writer.Write($"<script type=\"application/json\" id=\"data\">{JsonSerializer.Serialize(ReportData.Of(run), RunFile.Compact)}</script>");
                    break;
                case "scripts":
                    writer.Write(string.Concat(scripts.Select(script => $"<script>{script}</script>\n")));
                    break;
            }

            writer.Write(end < 0 ? part : part[(end + 4)..]);
        }
    }

    /// <summary>A file of this folder, as it is in the repository.</summary>
    internal static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Hashes(IEnumerable<string> texts) =>
        string.Join(' ', texts.Select(text => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'"));
}
