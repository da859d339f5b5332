using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>The free lists of every zone as last read; its arrays are reused from one reading to the next. Not thread-safe.</summary>
internal sealed class BuddyinfoZones
{
    private readonly List<Zone> _zones = [];

    public int Count { get; private set; }

    public Zone this[int index] => index < Count ? _zones[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public void Clear() => Count = 0;

    public Zone Add(int node, ReadOnlySpan<byte> name)
    {
        if (Count == _zones.Count)
        {
            _zones.Add(new Zone());
        }

        var zone = _zones[Count++];
        zone.Restart(node, name);
        return zone;
    }

    /// <summary>Sums over all zones, for an index of the machine as a whole.</summary>
    public (long FreePages, long SuitablePages) Together(int order)
    {
        long free = 0;
        long suitable = 0;
        for (int i = 0; i < Count; i++)
        {
            var blocks = _zones[i].FreeBlocks;
            free += KernelIndexes.FreePages(blocks);
            suitable += KernelIndexes.SuitablePages(blocks, order);
        }

        return (free, suitable);
    }

    internal sealed class Zone
    {
        private long[] _freeBlocks = new long[16];
        private int _orders;

        public int Node { get; private set; }

        public string Name { get; private set; } = "";

        /// <summary>Free blocks of each order.</summary>
        public ReadOnlySpan<long> FreeBlocks => _freeBlocks.AsSpan(0, _orders);

        public void AddOrder(long freeBlocks)
        {
            if (_orders == _freeBlocks.Length)
            {
                Array.Resize(ref _freeBlocks, _orders * 2);
            }

            _freeBlocks[_orders++] = freeBlocks;
        }

        public void Restart(int node, ReadOnlySpan<byte> name)
        {
            Node = node;
            _orders = 0;
            if (!Ascii.Equals(name, Name))
            {
                Name = KernelNames.Of(name);
            }
        }
    }
}
