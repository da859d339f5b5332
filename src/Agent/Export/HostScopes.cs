using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>The values of attribute <c>appfrag.scope</c>: whose memory a measurement is about.</summary>
internal static class HostScopes
{
    /// <summary>The process's own cgroup.</summary>
    public static readonly KeyValuePair<string, object?> Cgroup = new(AttributeNames.Scope, "cgroup");

    private static readonly KeyValuePair<string, object?> Host = new(AttributeNames.Scope, "host");

    private static readonly KeyValuePair<string, object?> Node = new(AttributeNames.Scope, "node");

    public static KeyValuePair<string, object?> Of(HostScope scope) => scope == HostScope.Node ? Node : Host;
}
