using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>One object for each place in a person's code: hundreds of stacks end at a few dozen of them. Starts afresh when full. Used by one thread.</summary>
/// <param name="capacity">Most places kept.</param>
internal sealed class SharedSites(int capacity)
{
    private readonly HashSet<CodeSite> _sites = [];

    public int Count => _sites.Count;

    /// <returns>The one that equals it, if there is one.</returns>
    public CodeSite Of(CodeSite site)
    {
        if (_sites.TryGetValue(site, out CodeSite? known))
        {
            return known;
        }

        if (_sites.Count >= capacity)
        {
            _sites.Clear();
        }

        _sites.Add(site);
        return site;
    }
}
