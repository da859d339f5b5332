namespace AppFrag.Model;

/// <summary>Objects of one type that the GC met pinned: it may not move them, so holes stay before and behind each.</summary>
/// <param name="Type">Type name, e.g. <c>System.Byte[]</c>.</param>
/// <param name="Objects">Pinned objects at one collection, mean over the collections looked at.</param>
/// <param name="Bytes">Their size at one collection, mean over the collections looked at.</param>
public sealed record PinnedType(string Type, double Objects, double Bytes);
