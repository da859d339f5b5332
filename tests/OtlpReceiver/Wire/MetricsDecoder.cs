namespace AppFrag.OtlpReceiver.Wire;

/// <summary>opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest.</summary>
internal static class MetricsDecoder
{
    /// <exception cref="InvalidDataException">The message is not well formed.</exception>
    public static List<ReceivedMetric> Decode(ReadOnlySpan<byte> request) => Envelope.Decode(request, Metric);

    /// <summary>Metric: name = 1, description = 2, unit = 3, gauge = 5, sum = 7, histogram = 9.</summary>
    private static ReceivedMetric Metric(ReadOnlySpan<byte> message, string scope, Dictionary<string, object?> resource)
    {
        string name = "", description = "", unit = "";
        var kind = MetricKind.Unknown;
        var monotonic = false;
        List<ReceivedPoint> points = [];
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1: name = reader.Text; break;
                case 2: description = reader.Text; break;
                case 3: unit = reader.Text; break;
                case 5: (kind, points) = (MetricKind.Gauge, NumberPoints(reader.Bytes, out _)); break;
                case 7: (kind, points) = (MetricKind.Sum, NumberPoints(reader.Bytes, out monotonic)); break;
                case 9: (kind, points) = (MetricKind.Histogram, HistogramPoints(reader.Bytes)); break;
            }
        }

        return new ReceivedMetric
        {
            Name = name,
            Description = description,
            Unit = unit,
            Kind = kind,
            IsMonotonic = monotonic,
            Points = points,
            Scope = scope,
            Resource = resource,
        };
    }

    /// <summary>Gauge and Sum: data_points = 1; Sum: is_monotonic = 3.</summary>
    private static List<ReceivedPoint> NumberPoints(ReadOnlySpan<byte> message, out bool monotonic)
    {
        var points = new List<ReceivedPoint>();
        monotonic = false;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 1:
                    points.Add(PointDecoder.Number(reader.Bytes));
                    break;
                case 3:
                    monotonic = reader.Number != 0;
                    break;
            }
        }

        return points;
    }

    /// <summary>Histogram: data_points = 1.</summary>
    private static List<ReceivedPoint> HistogramPoints(ReadOnlySpan<byte> message)
    {
        var points = new List<ReceivedPoint>();
        var reader = new WireReader(message);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                points.Add(PointDecoder.Histogram(reader.Bytes));
            }
        }

        return points;
    }
}
