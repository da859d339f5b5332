namespace AppFrag.Model;

/// <summary>How full a bounded table is.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="Count">Entries now.</param>
/// <param name="Capacity">Most entries.</param>
internal sealed record TableSize(string Name, int Count, int Capacity);
