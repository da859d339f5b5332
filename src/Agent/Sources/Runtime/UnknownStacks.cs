using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The stacks that were sampled and have no site yet, and whether a naming of all methods, a tenth of a second of CPU, is worth what it
/// would tell. Bounded. Used by one thread.
/// </summary>
/// <param name="timeProvider">Clock.</param>
internal sealed class UnknownStacks(TimeProvider timeProvider)
{
    /// <summary>Most kept; what comes then is met again in the next burst.</summary>
    public const int Capacity = 4096;

    /// <summary>The event of a method compiled just now is on its way for up to a second: until then there is nothing to name.</summary>
    public static readonly TimeSpan EventLateness = TimeSpan.FromSeconds(2);

    /// <summary>Share of the samples at hand below which what is unknown changes no finding.</summary>
    public const double LeastShare = 0.01;

    // Then it is forgotten, and met anew should it come up again: what nobody can name is not looked up with every burst for ever.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    // When each was first found unknown, and what it allocated.
    private readonly Dictionary<CallStack, (long Since, string Type)> _stacks = [];

    public int Count => _stacks.Count;

    /// <summary>Takes note of those without a site, and lets go of what nobody has named for a minute.</summary>
    public void Add(IReadOnlyList<AllocationSample> samples)
    {
        foreach ((CallStack stack, (long since, _)) in _stacks)
        {
            if (timeProvider.GetElapsedTime(since) > Kept)
            {
                _stacks.Remove(stack);
            }
        }

        long now = timeProvider.GetTimestamp();
        foreach (AllocationSample sample in samples)
        {
            if (sample.Stack.Site is null && _stacks.Count < Capacity)
            {
                _stacks.TryAdd(sample.Stack, (now, sample.Type));
            }
        }
    }

    /// <summary>Gives a site to those that have one now.</summary>
    /// <param name="siteOf">By the addresses and the type allocated; <see langword="null"/> while it is not known.</param>
    /// <returns>How many.</returns>
    public int Resolve(Func<ulong[], string, CodeSite?> siteOf)
    {
        int before = _stacks.Count;
        foreach ((CallStack stack, (_, string type)) in _stacks)
        {
            if (siteOf(stack.Addresses, type) is { } site)
            {
                stack.Site = site;
                _stacks.Remove(stack);
            }
        }

        return before - _stacks.Count;
    }

    /// <param name="samples">The samples at hand, after <see cref="Resolve"/>.</param>
    /// <param name="isOwn">Whether a stack is the agent's: nobody asks for the line that allocates there.</param>
    public bool AreWorthNaming(IReadOnlyList<AllocationSample> samples, Func<CallStack, bool> isOwn)
    {
        int unknown = 0;
        foreach (AllocationSample sample in samples)
        {
            if (_stacks.TryGetValue(sample.Stack, out (long Since, string) found) && timeProvider.GetElapsedTime(found.Since) > EventLateness && !isOwn(sample.Stack))
            {
                unknown++;
            }
        }

        return unknown > 0 && unknown >= samples.Count * LeastShare;
    }

    /// <summary>Nothing that was learnt named them.</summary>
    public void Clear() => _stacks.Clear();
}
