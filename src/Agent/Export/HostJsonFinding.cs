using System.Text.Json;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>One finding of <c>appfrag.host/1</c>. Findings about a host have no allocation site.</summary>
internal static class HostJsonFinding
{
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("title", finding.Title);
        json.WriteString("severity", finding.Severity switch
        {
            Severity.Info => "info",
            Severity.Warning => "warning",
            _ => "critical",
        });
        json.WriteNumber("evidence", (int)finding.Evidence);
        json.WriteStartArray("details");
        foreach (string detail in finding.Details)
        {
            json.WriteStringValue(detail);
        }

        json.WriteEndArray();
        WriteNumbers(json, finding.Numbers);
        json.WriteString("scope", finding.Scope);
        json.WriteString("symptomOf", finding.SymptomOf);
        json.WriteString("action", finding.Action);
        json.WriteString("command", finding.Command);
        json.WriteString("undo", finding.Undo);
        WriteSetting(json, finding.Setting);
        json.WriteString("cost", finding.Cost);
        json.WriteString("verify", finding.Verify);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, IReadOnlyList<FindingNumber> numbers)
    {
        json.WriteStartArray("numbers");
        foreach (FindingNumber number in numbers)
        {
            json.WriteStartObject();
            json.WriteString("name", number.Name);
            json.WriteNumber("value", number.Value);
            json.WriteString("unit", number.Unit);
            if (number is { Low: { } low, High: { } high })
            {
                json.WriteNumber("low", low);
                json.WriteNumber("high", high);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSetting(Utf8JsonWriter json, SettingChange? setting)
    {
        if (setting is null)
        {
            json.WriteNull("setting");
            return;
        }

        json.WriteStartObject("setting");
        json.WriteString("kind", setting.Kind switch
        {
            SettingKind.Sysctl => "sysctl",
            SettingKind.Sysfs => "sysfs",
            SettingKind.Cgroup => "cgroup",
            _ => "environment",
        });
        json.WriteString("name", setting.Name);
        json.WriteString("current", setting.CurrentValue);
        json.WriteString("default", setting.DefaultValue);
        json.WriteString("proposed", setting.ProposedValue);
        json.WriteEndObject();
    }
}
