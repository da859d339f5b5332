using System.Text.Json;
using AppFrag.Export;

namespace AppFrag.Tool.HostView;

/// <summary>Schema <c>appfrag.host/1</c> on standard output: indented, or one line per document when refreshed.</summary>
internal sealed class HostJsonView(bool isOneLine) : IHostView
{
    public void Show(HostPicture picture)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = !isOneLine }))
        {
            HostJson.Write(json, picture.Report, picture.Findings);
        }

        output.WriteByte((byte)'\n');
    }
}
