namespace AppFrag.Model;

/// <summary>How the sizes of a site's objects are spread.</summary>
/// <param name="Smallest">Smallest sampled object, bytes.</param>
/// <param name="Largest">Largest sampled object, bytes.</param>
/// <param name="Deviation">Standard deviation over the objects that the samples stand for, bytes.</param>
public sealed record ObjectSizes(long Smallest, long Largest, double Deviation);
