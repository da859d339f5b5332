using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>Adds up the generations of several heaps (server GC has one per core).</summary>
internal sealed class GenerationTotals
{
    private GenerationSizes _sizes;

    public GenerationSizes Sizes => _sizes;

    /// <summary>Share of the whole heap that is holes, 0 to 1.</summary>
    public double Fragmentation
    {
        get
        {
            long size = 0;
            long free = 0;
            for (int i = 0; i < GenerationSizes.Count; i++)
            {
                size += _sizes[i].SizeBytes;
                free += _sizes[i].FragmentedBytes;
            }

            return size > 0 ? (double)free / size : 0;
        }
    }

    public void Add(int generation, GenerationSize size)
    {
        GenerationSize sum = _sizes[generation];
        _sizes[generation] = new GenerationSize(
            sum.SizeBytes + size.SizeBytes,
            sum.FreeListBytes + size.FreeListBytes,
            sum.FreeObjectBytes + size.FreeObjectBytes);
    }

    public void Add(GenerationTotals other)
    {
        for (int i = 0; i < GenerationSizes.Count; i++)
        {
            Add(i, other._sizes[i]);
        }
    }
}
