namespace AppFrag.OtlpReceiver.Wire;

/// <summary>opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest.</summary>
internal static class LogsDecoder
{
    /// <exception cref="InvalidDataException">The message is not well formed.</exception>
    public static List<ReceivedLog> Decode(ReadOnlySpan<byte> request) => Envelope.Decode(request, Record);

    /// <summary>LogRecord: time = 1, severity_number = 2, body = 5, attributes = 6, flags = 8, trace_id = 9, span_id = 10.</summary>
    private static ReceivedLog Record(ReadOnlySpan<byte> message, string scope, Dictionary<string, object?> resource)
    {
        string traceId = "", spanId = "";
        uint flags = 0;
        var severity = 0;
        ulong time = 0;
        object? body = null;
        var attributes = new Dictionary<string, object?>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1: time = reader.Number; break;
                case 2: severity = (int)reader.Number; break;
                case 5: body = Attributes.AnyValue(reader.Bytes); break;
                case 6: Attributes.AddKeyValue(reader.Bytes, attributes); break;
                case 8: flags = (uint)reader.Number; break;
                case 9: traceId = reader.Hex; break;
                case 10: spanId = reader.Hex; break;
            }
        }

        return new ReceivedLog
        {
            TraceId = traceId,
            SpanId = spanId,
            Flags = flags,
            Severity = severity,
            Body = body,
            Time = UnixTime.FromNanoseconds(time),
            Attributes = attributes,
            Scope = scope,
            Resource = resource,
        };
    }
}
