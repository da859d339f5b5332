using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Reads files once, opening and closing them, and keeps what became of each.</summary>
internal sealed class ColdFiles(TimeProvider timeProvider)
{
    private readonly List<SourceStatus> _statuses = [];

    public delegate bool Parser<T>(ReadOnlySpan<byte> text, out T value, out ParseFailure failure);

    public IReadOnlyList<SourceStatus> Statuses => _statuses;

    /// <summary>The value, or <paramref name="fallback"/> when the file is missing or malformed; the status says which. A <paramref name="caveat"/> is what one must know about the value although it is fine.</summary>
    public T Read<T>(string name, string path, string remedy, Parser<T> parser, T fallback, string? caveat = null)
    {
        using var file = new KernelFile(name, path, remedy, timeProvider);
        T result = fallback;
        if (file.TryRead())
        {
            if (parser(file.Text, out T value, out var failure))
            {
                file.SetOk();
                result = value;
            }
            else
            {
                file.SetMalformed(failure);
            }
        }

        Report(caveat is not null && file.Status.State == SourceState.Ok ? file.Status with { Reason = caveat } : file.Status);
        return result;
    }

    /// <summary>Adds a status; of several files that make one source the first bad one speaks for it.</summary>
    public void Report(SourceStatus status)
    {
        int index = _statuses.FindIndex(known => known.Name == status.Name);
        if (index < 0)
        {
            _statuses.Add(status);
        }
        else if (_statuses[index].State == SourceState.Ok)
        {
            _statuses[index] = status;
        }
    }
}
