namespace AppFrag.OtlpReceiver.Wire;

/// <summary>opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.</summary>
internal static class TraceDecoder
{
    /// <exception cref="InvalidDataException">The message is not well formed.</exception>
    public static List<ReceivedSpan> Decode(ReadOnlySpan<byte> request)
    {
        var spans = new List<ReceivedSpan>();
        var reader = new WireReader(request);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                ResourceSpans(reader.Bytes, spans);
            }
        }

        return spans;
    }

    /// <summary>ResourceSpans: resource = 1, scope_spans = 2.</summary>
    private static void ResourceSpans(ReadOnlySpan<byte> message, List<ReceivedSpan> spans)
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
                    ScopeSpans(reader.Bytes, resource, spans);
                    break;
            }
        }
    }

    /// <summary>ScopeSpans: scope = 1, spans = 2.</summary>
    private static void ScopeSpans(ReadOnlySpan<byte> message, Dictionary<string, object?> resource, List<ReceivedSpan> spans)
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
                    spans.Add(Span(reader.Bytes, scope, resource));
                    break;
            }
        }
    }

    /// <summary>Span: trace_id = 1, span_id = 2, parent_span_id = 4, name = 5, kind = 6, start = 7, end = 8, attributes = 9.</summary>
    private static ReceivedSpan Span(ReadOnlySpan<byte> message, string scope, Dictionary<string, object?> resource)
    {
        string traceId = "", spanId = "", parent = "", name = "";
        var kind = 0;
        ulong start = 0, end = 0;
        var attributes = new Dictionary<string, object?>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1: traceId = reader.Hex; break;
                case 2: spanId = reader.Hex; break;
                case 4: parent = reader.Hex; break;
                case 5: name = reader.Text; break;
                case 6: kind = (int)reader.Number; break;
                case 7: start = reader.Number; break;
                case 8: end = reader.Number; break;
                case 9: Attributes.AddKeyValue(reader.Bytes, attributes); break;
            }
        }

        return new ReceivedSpan
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = parent,
            Name = name,
            Kind = kind,
            Start = UnixTime.FromNanoseconds(start),
            End = UnixTime.FromNanoseconds(end),
            Attributes = attributes,
            Scope = scope,
            Resource = resource,
        };
    }
}
