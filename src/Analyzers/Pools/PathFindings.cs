using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>Collects what the paths of one body show, each thing once.</summary>
internal sealed class PathFindings
{
    private readonly Dictionary<(FindingKind, SyntaxNode), PoolFinding> _found = new();
    private readonly Dictionary<RentalSite, List<SyntaxNode?>> _lost = new();
    private readonly Dictionary<RentalSite, SyntaxNode?> _lostByException = new();
    private readonly HashSet<RentalSite> _returned = new();

    public PathFindings(bool wantsExceptions) => WantsExceptions = wantsExceptions;

    /// <summary>Whether paths that an exception takes out of the body matter.</summary>
    public bool WantsExceptions { get; }

    public IEnumerable<PoolFinding> All => _found.Values.Concat(Lost()).OrderBy(finding => finding.Node.SpanStart);

    public void Add(FindingKind kind, SyntaxNode node, RentalSite? site, string name, SyntaxNode? other = null, string? detail = null)
    {
        // Of 'owner.Memory[..n]' only 'owner' is said.
        var isSaid = _found.ContainsKey((kind, node)) || (kind == FindingKind.UsedAfterReturn && _found.Keys.Any(key => key.Item1 == kind && node.Span.Contains(key.Item2.Span)));
        if (!isSaid)
        {
            _found.Add((kind, node), new PoolFinding(kind, node, site, name, other is null ? Array.Empty<SyntaxNode>() : new[] { other }, detail));
        }
    }

    /// <summary>Some path returns it, or hands it on to somebody who may.</summary>
    public void Returned(RentalSite? site)
    {
        if (site is not null)
        {
            _returned.Add(site);
        }
    }

    /// <summary>The last variable that knew a rental is gone.</summary>
    public void Lose(RentalSite site, RentalState rental, SyntaxNode? at)
    {
        if (rental.SawException)
        {
            if (!_lostByException.ContainsKey(site))
            {
                _lostByException.Add(site, at);
            }

            return;
        }

        if (!_lost.TryGetValue(site, out var places))
        {
            _lost.Add(site, places = new List<SyntaxNode?>());
        }

        if (!places.Contains(at))
        {
            places.Add(at);
        }
    }

    /// <summary>A path ends without an exception.</summary>
    public void Leave(PathState state, BodyModel body)
    {
        Escapes.Check(state, body, this);
        foreach (var site in body.Sites)
        {
            LoseIfOpen(site, site.Latest, state);
            LoseIfOpen(site, site.Earlier, state);
        }
    }

    public void LeaveByException(PathState state, BodyModel body)
    {
        if (!WantsExceptions)
        {
            return;
        }

        foreach (var site in body.Sites)
        {
            if ((state.Rental(site.Latest).IsOpen || state.Rental(site.Earlier).IsOpen) && !_lostByException.ContainsKey(site))
            {
                _lostByException.Add(site, state.LastSyntax);
            }
        }
    }

    private void LoseIfOpen(RentalSite site, int rental, PathState state)
    {
        // What goes out to the caller is the caller's to return, unless it is a stream, which never does.
        var isHandedOut = (state.Result.Rentals & (1UL << rental)) != 0 && state.Result.Form != RentalForm.Stream;
        if (state.Rental(rental).Phase != RentalPhase.NotRented && isHandedOut)
        {
            Returned(site);
        }
        else if (state.Rental(rental).IsOpen)
        {
            Lose(site, state.Rental(rental), state.ResultSyntax ?? state.LastSyntax);
        }
    }

    private IEnumerable<PoolFinding> Lost()
    {
        foreach (var entry in _lost)
        {
            var places = entry.Value.OfType<SyntaxNode>().OrderBy(place => place.SpanStart).ToArray();
            yield return new PoolFinding(
                _returned.Contains(entry.Key) ? FindingKind.LostOnAPath : FindingKind.NeverReturned,
                entry.Key.Rent.Syntax,
                entry.Key,
                entry.Key.Name,
                places,
                null);
        }

        foreach (var entry in _lostByException.Where(entry => !_lost.ContainsKey(entry.Key)))
        {
            yield return new PoolFinding(
                FindingKind.LostByException,
                entry.Key.Rent.Syntax,
                entry.Key,
                entry.Key.Name,
                entry.Value is null ? Array.Empty<SyntaxNode>() : new[] { entry.Value },
                null);
        }
    }
}
