using System.Text.Json;
using AppFrag.Export;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.HostView;

/// <summary>Schema <c>appfrag.host/1</c> on standard output: indented, or one line per document when refreshed.</summary>
internal sealed class HostJsonView(bool isOneLine) : IHostView
{
    public void Show(HostPicture picture)
    {
        using var output = StandardOutput.Open();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = !isOneLine }))
        {
            HostJson.Write(json, picture.Report, picture.Findings);
        }

        output.WriteByte((byte)'\n');
    }
}
