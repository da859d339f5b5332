using System.Globalization;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary>
/// The layout of one event's record, from its <c>format</c> file (Documentation/trace/events.rst). Offsets and even the
/// presence of fields differ by kernel version, so nothing about a record is assumed that is not written there.
/// </summary>
internal sealed class EventFormat
{
    /// <summary>Far more than any event has; stops a file that is none.</summary>
    private const int MostFields = 256;

    private readonly Dictionary<string, EventField> _fields;

    private EventFormat(int id, Dictionary<string, EventField> fields)
    {
        Id = id;
        _fields = fields;
    }

    public int Id { get; }

    public IReadOnlyCollection<EventField> Fields => _fields.Values;

    public EventField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <exception cref="KernelRefusedException">The event has no such field.</exception>
    public EventField Require(string name) =>
        Find(name) ?? throw new KernelRefusedException($"this kernel's event has no field \"{name}\"");

    /// <param name="text">Content of the file.</param>
    /// <param name="format">The layout.</param>
    /// <param name="problem">What is wrong with the text, with the line.</param>
    public static bool TryParse(string text, out EventFormat? format, out string problem)
    {
        format = null;
        int id = -1;
        var fields = new Dictionary<string, EventField>(StringComparer.Ordinal);
        int number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range].Trim();
            number++;
            if (line.StartsWith("ID:"))
            {
                if (!int.TryParse(line[3..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out id) || id < 0)
                {
                    problem = $"line {number}: expected \"ID: <number>\"";
                    return false;
                }
            }
            else if (line.StartsWith("field:"))
            {
                if (fields.Count == MostFields || !EventField.TryParse(line, out var field) || !fields.TryAdd(field.Name, field))
                {
                    problem = $"line {number}: expected \"field:<type> <name>; offset:<n>; size:<n>; signed:<n>;\"";
                    return false;
                }
            }
        }

        if (id < 0 || fields.Count == 0)
        {
            problem = id < 0 ? "no line \"ID: <number>\"" : "no fields";
            return false;
        }

        format = new EventFormat(id, fields);
        problem = "";
        return true;
    }
}
