using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Keeps one <see cref="CallStack"/> per distinct stack, so that a site is resolved once and not once per sample.
/// Bounded: when full it starts afresh, which costs resolving again and loses nothing. Used by one thread at a time.
/// </summary>
internal sealed class CallStackTable(int capacity)
{
    private readonly Dictionary<ulong, CallStack> _stacks = [];

    public int Count => _stacks.Count;

    /// <param name="addresses">Return addresses, leaf first.</param>
    /// <param name="maxFrames">Frames kept; deeper ones say nothing about the site.</param>
    public CallStack Intern(ReadOnlySpan<ulong> addresses, int maxFrames = 64)
    {
        if (addresses.Length > maxFrames)
        {
            addresses = addresses[..maxFrames];
        }

        ulong hash = Hash(addresses);
        if (_stacks.TryGetValue(hash, out CallStack? known) && addresses.SequenceEqual(known.Addresses))
        {
            return known;
        }

        if (_stacks.Count >= capacity)
        {
            _stacks.Clear();
        }

        // Two stacks with the same 64-bit hash take turns in the one place: slower, never wrong.
        var stack = new CallStack(addresses.ToArray());
        _stacks[hash] = stack;
        return stack;
    }

    // FNV-1a over whole words with a final mix; the table is rebuilt from data the process itself makes.
    private static ulong Hash(ReadOnlySpan<ulong> addresses)
    {
        ulong hash = 14695981039346656037;
        foreach (ulong address in addresses)
        {
            hash = (hash ^ address) * 1099511628211;
        }

        return hash ^ (hash >> 32);
    }
}
