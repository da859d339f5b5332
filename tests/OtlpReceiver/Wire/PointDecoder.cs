using System.Buffers.Binary;

namespace AppFrag.OtlpReceiver.Wire;

/// <summary>The data points of opentelemetry.proto.metrics.v1.</summary>
internal static class PointDecoder
{
    /// <summary>NumberDataPoint: time = 3, as_double = 4, as_int = 6, attributes = 7.</summary>
    public static ReceivedPoint Number(ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, object?>();
        ulong time = 0;
        double value = 0;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 3: time = reader.Number; break;
                case 4: value = reader.Double; break;
                case 6: value = reader.Signed; break;
                case 7: Attributes.AddKeyValue(reader.Bytes, attributes); break;
            }
        }

        return new ReceivedPoint { Value = value, Time = UnixTime.FromNanoseconds(time), Attributes = attributes };
    }

    /// <summary>HistogramDataPoint: time = 3, count = 4, sum = 5, bucket_counts = 6, explicit_bounds = 7, attributes = 9.</summary>
    public static ReceivedPoint Histogram(ReadOnlySpan<byte> message)
    {
        var attributes = new Dictionary<string, object?>();
        var counts = new List<ulong>();
        var bounds = new List<ulong>();
        ulong time = 0, count = 0;
        double sum = 0;
        var reader = new WireReader(message);
        while (reader.Read())
        {
            switch (reader.Field)
            {
                case 3: time = reader.Number; break;
                case 4: count = reader.Number; break;
                case 5: sum = reader.Double; break;
                case 6: AddFixed64(ref reader, counts); break;
                case 7: AddFixed64(ref reader, bounds); break;
                case 9: Attributes.AddKeyValue(reader.Bytes, attributes); break;
            }
        }

        return new ReceivedPoint
        {
            Value = sum,
            Time = UnixTime.FromNanoseconds(time),
            Attributes = attributes,
            Count = (long)count,
            BucketCounts = [.. counts.Select(bucket => (long)bucket)],
            Bounds = [.. bounds.Select(BitConverter.UInt64BitsToDouble)],
        };
    }

    // Repeated fixed64 fields come packed or, allowed as well, one by one.
    private static void AddFixed64(ref WireReader reader, List<ulong> values)
    {
        var packed = reader.Bytes;
        if (packed.IsEmpty)
        {
            values.Add(reader.Number);
        }

        if (packed.Length % sizeof(ulong) != 0)
        {
            throw new InvalidDataException($"field {reader.Field} holds {packed.Length} bytes of 64-bit values");
        }

        for (; !packed.IsEmpty; packed = packed[sizeof(ulong)..])
        {
            values.Add(BinaryPrimitives.ReadUInt64LittleEndian(packed));
        }
    }
}
