namespace AppFrag.OtlpReceiver.Wire;

/// <summary>
/// What the requests for traces, metrics and logs share: ResourceSpans, ResourceMetrics or ResourceLogs = 1, in it resource = 1 and scopes
/// = 2, in each scope = 1 and the spans, metrics or records = 2.
/// </summary>
internal static class Envelope
{
    /// <summary>Decodes one span, metric or log record.</summary>
    public delegate T Item<T>(ReadOnlySpan<byte> message, string scope, Dictionary<string, object?> resource);

    /// <exception cref="InvalidDataException">The message is not well formed.</exception>
    public static List<T> Decode<T>(ReadOnlySpan<byte> request, Item<T> item)
    {
        var items = new List<T>();
        var reader = new WireReader(request);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                Resource(reader.Bytes, items, item);
            }
        }

        return items;
    }

    private static void Resource<T>(ReadOnlySpan<byte> message, List<T> items, Item<T> item)
    {
        Dictionary<string, object?> resource = [];
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    resource = Attributes.Resource(reader.Bytes);
                    break;
                case 2:
                    Scope(reader.Bytes, resource, items, item);
                    break;
            }
        }
    }

    private static void Scope<T>(ReadOnlySpan<byte> message, Dictionary<string, object?> resource, List<T> items, Item<T> item)
    {
        var scope = "";
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    scope = Attributes.ScopeName(reader.Bytes);
                    break;
                case 2:
                    items.Add(item(reader.Bytes, scope, resource));
                    break;
            }
        }
    }
}
