namespace AppFrag.OtlpReceiver.Wire;

/// <summary>opentelemetry.proto.common.v1 and resource.v1.</summary>
internal static class Attributes
{
    /// <summary>KeyValue: key = 1, value = 2.</summary>
    public static void AddKeyValue(ReadOnlySpan<byte> message, Dictionary<string, object?> attributes)
    {
        var key = "";
        object? value = null;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text;
                    break;
                case 2:
                    value = AnyValue(reader.Bytes);
                    break;
            }
        }

        attributes[key] = value;
    }

    /// <summary>Resource: attributes = 1.</summary>
    public static Dictionary<string, object?> Resource(ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, object?>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                AddKeyValue(reader.Bytes, attributes);
            }
        }

        return attributes;
    }

    /// <summary>InstrumentationScope: name = 1.</summary>
    public static string ScopeName(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                return reader.Text;
            }
        }

        return "";
    }

    /// <summary>AnyValue: string = 1, bool = 2, int = 3, double = 4, array = 5, kvlist = 6, bytes = 7.</summary>
    public static object? AnyValue(ReadOnlySpan<byte> message)
    {
        var reader = new WireReader(message);
        return !reader.Read() ? null : reader.Field switch
        {
            1 => reader.Text,
            2 => reader.Number != 0,
            3 => reader.Signed,
            4 => reader.Double,
            5 => ArrayValue(reader.Bytes),
            6 => Resource(reader.Bytes),
            7 => reader.Bytes.ToArray(),
            _ => null,
        };
    }

    /// <summary>ArrayValue: values = 1.</summary>
    private static object?[] ArrayValue(ReadOnlySpan<byte> message)
    {
        var values = new List<object?>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            values.Add(AnyValue(reader.Bytes));
        }

        return [.. values];
    }
}
