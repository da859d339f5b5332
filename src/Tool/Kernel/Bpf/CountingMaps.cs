using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>The memory of one table in the kernel.</summary>
/// <param name="Rows">Key to numbers.</param>
/// <param name="Lost">Events that found no room.</param>
/// <param name="Outstanding">Address to the key of its row, if releases are matched.</param>
internal sealed record CountingMaps(BpfMap Rows, BpfMap Lost, BpfMap? Outstanding) : IDisposable
{
    /// <summary>Addresses remembered at the same time; about 6 MiB of kernel memory while watching.</summary>
    private const int MostOutstanding = 65_536;

    /// <exception cref="Tracing.KernelRefusedException">The kernel does not make them.</exception>
    public static CountingMaps Create(TableSpec table)
    {
        int keySize = CountingLayout.KeySize(table);
        var made = new List<BpfMap>();
        try
        {
            made.Add(BpfMap.CreateHash(keySize, CountingLayout.ValueSize, table.Rows));
            made.Add(BpfMap.CreateCounter());
            if (table.ReleasedBy is not null)
            {
                made.Add(BpfMap.CreateHash(8, keySize, MostOutstanding));
            }

            return new CountingMaps(made[0], made[1], made.ElementAtOrDefault(2));
        }
        catch
        {
            made.ForEach(map => map.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        Lost.Dispose();
        Outstanding?.Dispose();
    }
}
