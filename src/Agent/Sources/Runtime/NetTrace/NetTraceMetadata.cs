using System.Diagnostics.CodeAnalysis;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>One kind of event. There is one object per metadata id of a stream, so that a sink may compare references.</summary>
internal sealed record NetTraceMetadata(int MetadataId, string ProviderName, int EventId, int Version, string EventName)
{
    public const string RuntimeProvider = "Microsoft-Windows-DotNETRuntime";
    public const string RundownProvider = "Microsoft-Windows-DotNETRuntimeRundown";

    /// <summary>Whether the event comes from the runtime itself while the session is on.</summary>
    public bool IsRuntime { get; } = ProviderName == RuntimeProvider;

    /// <summary>Whether the event describes what existed before, and is written when a session stops.</summary>
    public bool IsRundown { get; } = ProviderName == RundownProvider;

    /// <summary>Reads the payload of an entry of a MetadataBlock; what follows the version (field descriptions, optional tags) is not needed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out NetTraceMetadata? metadata)
    {
        var cursor = new ByteCursor(payload);
        var id = cursor.ReadInt32();
        var provider = cursor.ReadUtf16();
        var eventId = cursor.ReadInt32();
        var name = cursor.ReadUtf16();
        cursor.Skip(sizeof(long)); // keywords
        var version = cursor.ReadInt32();
        metadata = cursor.Failed
            ? null
            : new NetTraceMetadata(id, new string(provider), eventId, version, new string(name));
        return metadata is not null;
    }
}
