using System.Buffers.Text;
using System.Text;
using AppFrag.Model;

namespace AppFrag.Tool.Kernel.Symbols;

/// <summary>
/// Names of places in the kernel, from <c>/proc/kallsyms</c> (kernel/kallsyms.c): <c>address type name [module]</c>. Where
/// kernel.kptr_restrict hides the addresses all of them read as 0; then places have no names, and their addresses are not
/// shown either.
/// </summary>
internal sealed class KernelSymbols
{
    public const string SourceName = "kallsyms";

    /// <summary>No function is longer: farther behind the last symbol is code that has none, for example of a BPF program.</summary>
    private const ulong LongestFunction = 1 << 20;

    private readonly Dictionary<ulong, string> _names;

    private KernelSymbols(Dictionary<ulong, string> names, SourceStatus status)
    {
        _names = names;
        Status = status;
    }

    public SourceStatus Status { get; }

    /// <summary>The names of these addresses, as this user may see them.</summary>
    public static KernelSymbols Read(IEnumerable<ulong> addresses)
    {
        try
        {
            return Parse(File.ReadAllBytes("/proc/kallsyms"), addresses);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new KernelSymbols([], new SourceStatus(SourceName, SourceState.Unavailable, $"/proc/kallsyms cannot be read: {exception.Message}"));
        }
    }

    /// <summary>One pass over the text, which is long: only the best symbol of each wanted address is kept.</summary>
    public static KernelSymbols Parse(ReadOnlySpan<byte> text, IEnumerable<ulong> addresses)
    {
        ulong[] wanted = [.. addresses.Distinct().Order()];
        var best = new (ulong Address, Range Name)[wanted.Length];
        bool hasAddress = false;
        int lines = 0;
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range];
            if (!TryParseLine(line, out ulong address, out bool isCode, out var name))
            {
                continue;
            }

            lines++;
            hasAddress |= address != 0;
            if (!isCode || address == 0)
            {
                continue;
            }

            // Those at or behind this symbol, as far as a function reaches.
            int start = range.Start.GetOffset(text.Length);
            int index = Array.BinarySearch(wanted, address);
            for (index = index < 0 ? ~index : index; index < wanted.Length && wanted[index] - address < LongestFunction; index++)
            {
                if (address > best[index].Address)
                {
                    best[index] = (address, (start + name.Start.Value)..(start + name.End.Value));
                }
            }
        }

        var names = new Dictionary<ulong, string>();
        for (int i = 0; i < wanted.Length; i++)
        {
            if (best[i].Address != 0)
            {
                names[wanted[i]] = $"{Encoding.UTF8.GetString(text[best[i].Name])}+0x{wanted[i] - best[i].Address:x}";
            }
        }

        return new KernelSymbols(names, StatusOf(lines, hasAddress));
    }

    /// <summary>Function and offset; where there is none, as much as may be said.</summary>
    public string NameOf(ulong address) =>
        _names.TryGetValue(address, out string? name) ? name
        : Status.State == SourceState.Ok ? $"0x{address:x}"
        : "(hidden)";

    private static SourceStatus StatusOf(int lines, bool hasAddress) => lines switch
    {
        0 => new SourceStatus(SourceName, SourceState.Unavailable, "/proc/kallsyms is empty or not of the documented form (CONFIG_KALLSYMS)"),
        _ when !hasAddress => new SourceStatus(SourceName, SourceState.Unavailable, "the kernel hides its addresses (kernel.kptr_restrict, or no CAP_SYSLOG), so call sites have no names"),
        _ => new SourceStatus(SourceName, SourceState.Ok),
    };

    /// <summary><c>ffffffff81000000 T _stext</c>, and a tab and <c>[module]</c> for a module's.</summary>
    private static bool TryParseLine(ReadOnlySpan<byte> line, out ulong address, out bool isCode, out Range name)
    {
        isCode = false;
        name = default;
        if (!Utf8Parser.TryParse(line, out address, out int length, 'x') || line.Length < length + 4 || line[length] != ' ' || line[length + 2] != ' ')
        {
            return false;
        }

        isCode = line[length + 1] is (byte)'t' or (byte)'T' or (byte)'w' or (byte)'W';
        int start = length + 3;
        int blank = line[start..].IndexOfAny((byte)' ', (byte)'\t');
        name = start..(blank < 0 ? line.Length : start + blank);
        return true;
    }
}
