namespace AppFrag.Model;

/// <summary>What a request is called where many are added up; never a path with values in it.</summary>
/// <param name="Label">For people: method and template (<c>POST /orders/{id}</c>), or the name of a local root span that is no HTTP request.</param>
/// <param name="HttpRoute">The template alone, as <c>http.route</c> carries it; <see langword="null"/> when there is none.</param>
internal sealed record RequestRoute(string Label, string? HttpRoute)
{
    public static RequestRoute Of(SpanLabel root)
    {
        if (root.HttpRoute is not { } template)
        {
            return new RequestRoute(root.Name, null);
        }

        // Attribute routes come without the leading slash; people write and search for them with it.
        string path = template.StartsWith('/') ? template : "/" + template;
        return new RequestRoute(root.HttpMethod is { } method ? $"{method} {path}" : path, template);
    }
}
