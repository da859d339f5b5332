using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>What flows with the execution context of a span: as little as the stamping of its threads needs.</summary>
internal sealed class SpanRef(Guid stamp, SpanPlace place)
{
    public Guid Stamp { get; } = stamp;

    public SpanPlace Place { get; } = place;
}
