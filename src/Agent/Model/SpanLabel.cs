namespace AppFrag.Model;

/// <summary>What a local root span says about itself; cut to a bounded length.</summary>
/// <param name="Name">Operation name at the start; the name the person sees may be set later by an instrumentation.</param>
/// <param name="HttpMethod">Value of <c>http.request.method</c> at the end.</param>
/// <param name="HttpRoute">Value of <c>http.route</c> at the end: the template, never a path.</param>
internal readonly record struct SpanLabel(string Name, string? HttpMethod, string? HttpRoute);
