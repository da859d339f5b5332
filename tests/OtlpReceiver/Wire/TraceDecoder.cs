namespace AppFrag.OtlpReceiver.Wire;

/// <summary>opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest.</summary>
internal static class TraceDecoder
{
    /// <exception cref="InvalidDataException">The message is not well formed.</exception>
    public static List<ReceivedSpan> Decode(ReadOnlySpan<byte> request) => Envelope.Decode(request, Span);

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
