namespace AppFrag.Model;

/// <summary>The heap an object is allocated on. Values are those of the runtime's AllocationSampled event (303).</summary>
public enum AllocationKind
{
    /// <summary>Small object heap.</summary>
    Soh = 0,

    /// <summary>Large object heap: objects of 85,000 bytes and more.</summary>
    Loh = 1,

    /// <summary>Pinned object heap.</summary>
    Poh = 2,
}

/// <summary>The share of one route in what a site allocates.</summary>
/// <param name="Route">Method and route template, e.g. <c>POST /orders/{id}</c>; never a path with values.</param>
/// <param name="Share">Share of the site's estimated bytes, 0 to 1.</param>
public sealed record RouteShare(string Route, double Share);

/// <summary>A place in a person's code that allocates, with an estimate of how much.</summary>
public sealed record AllocationSite
{
    /// <summary>The method a person wrote, e.g. <c>Shop.OrdersController.Upload</c> (state machines and closures mapped back).</summary>
    public required string Method { get; init; }

    /// <summary>Documentation-comment id of that method, e.g. <c>M:Shop.OrdersController.Upload(System.IO.Stream)</c>: tells overloads apart, and is what the compiler finds the method by; <see langword="null"/> when it cannot be told, and for code that is not the application's.</summary>
    public string? Member { get; init; }

    /// <summary>Source file as the compiler recorded it; <see langword="null"/> without debug symbols.</summary>
    public string? File { get; init; }

    /// <summary><see cref="File"/> from the project's directory (<c>Controllers/Orders.cs</c>): the same on every machine; the bare name of the file when that directory is not known; <see langword="null"/> without <see cref="File"/>.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>1-based line in <see cref="File"/>; <see langword="null"/> when unknown.</summary>
    public int? Line { get; init; }

    /// <summary>Type of the allocated objects, e.g. <c>System.Byte[]</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Heap the objects land on.</summary>
    public required AllocationKind Kind { get; init; }

    /// <summary>The method that allocated on behalf of the line, the innermost that tells something, e.g. <c>System.IO.MemoryStream.set_Capacity</c>; <see langword="null"/> when the line itself allocates.</summary>
    public string? Via { get; init; }

    /// <summary>Estimated allocation rate over the report's window, bytes per second.</summary>
    public required double BytesPerSecond { get; init; }

    /// <summary>Half width of the 95 % interval of <see cref="BytesPerSecond"/>, bytes per second.</summary>
    public required double BytesPerSecondError { get; init; }

    /// <summary>Share of all estimated bytes of the same <see cref="Kind"/>, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>Mean size of the sampled objects, weighted by how many each sample stands for, bytes.</summary>
    public required long ObjectSize { get; init; }

    /// <summary>How the sizes of the objects are spread; <see langword="null"/> when unknown.</summary>
    public ObjectSizes? Sizes { get; init; }

    /// <summary>Number of samples the estimate rests on.</summary>
    public required long Samples { get; init; }

    /// <summary>Routes that reach the site, largest share first; empty when no request could be tied to it.</summary>
    public IReadOnlyList<RouteShare> Routes { get; init; } = [];
}
