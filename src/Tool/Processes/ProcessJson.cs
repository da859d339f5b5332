using System.Text.Json;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Processes;

/// <summary>The processes for scripts, schema <c>appfrag.ps/1</c>; every key is always there.</summary>
internal static class ProcessJson
{
    public static void Write(IReadOnlyList<DotnetProcess> processes)
    {
        using var output = StandardOutput.Open();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "appfrag.ps/1");
            json.WriteStartArray("processes");
            foreach (var process in processes)
            {
                json.WriteStartObject();
                json.WriteNumber("processId", process.ProcessId);
                json.WriteString("name", process.Name);
                json.WriteString("commandLine", process.CommandLine);
                json.WriteString("runtimeVersion", process.RuntimeVersion);
                json.WriteString("architecture", process.Architecture);
                json.WriteString("state", process.Problem is null ? "ok" : "unavailable");
                json.WriteString("reason", process.Problem);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
