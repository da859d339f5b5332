using AppFrag.Model;
using Microsoft.Win32.SafeHandles;

namespace AppFrag.Sources.Host;

/// <summary>
/// One kernel file, read again and again into one buffer. States: closed → open (kept open, procfs makes its text anew
/// for every read from offset 0) → failed (closed; one new attempt at once, because the file may only have been
/// replaced, then further ones with growing distance). Nothing it does throws or, once it has grown its buffer,
/// allocates. Not thread-safe.
/// </summary>
internal sealed class KernelFile : IDisposable
{
    /// <summary>Far above any real one; stops a device file or an endless pipe in a foreign root.</summary>
    private const int LargestFile = 4 << 20;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);

    private readonly string _name;
    private readonly string _remedy;
    private readonly TimeProvider _timeProvider;
    private readonly SourceStatus _ok;
    private SafeFileHandle? _handle;
    private byte[] _buffer = [];
    private int _length;
    private ParseFailure _parseFailure;
    private bool _isEmpty;
    private long _failedAt;
    private TimeSpan _retryAfter;

    /// <param name="name">Name of the source in reports.</param>
    /// <param name="path">File to read.</param>
    /// <param name="remedy">Why a file like this is missing and what brings it, as the end of a sentence.</param>
    /// <param name="timeProvider">Clock of the retries.</param>
    public KernelFile(string name, string path, string remedy, TimeProvider timeProvider)
    {
        _name = name;
        Path = path;
        _remedy = remedy;
        _timeProvider = timeProvider;
        _ok = new SourceStatus(name, SourceState.Ok);
        Status = new SourceStatus(name, SourceState.Unavailable, "not read yet");
    }

    public string Path { get; }

    public SourceStatus Status { get; private set; }

    /// <summary>What the last successful <see cref="TryRead"/> read; empty after a failure.</summary>
    public ReadOnlySpan<byte> Text => _buffer.AsSpan(0, _length);

    /// <summary>Reads the file from its start. Sets <see cref="Status"/> only on failure: whether the text makes sense is for its parser to say.</summary>
    public bool TryRead()
    {
        if (_handle is null && _retryAfter > TimeSpan.Zero && _timeProvider.GetElapsedTime(_failedAt) < _retryAfter)
        {
            return false;
        }

        bool wasOpen = _handle is not null;
        try
        {
            ReadFromStart();
        }
        catch (Exception) when (wasOpen)
        {
            // A cgroup that was removed, or a file that was replaced: open what is there now.
            return Reopen();
        }
        catch (Exception exception)
        {
            // Broad: whatever a file system answers is a property of this one source, never the host application's problem.
            Fail(exception);
            return false;
        }

        _retryAfter = TimeSpan.Zero;
        return true;
    }

    /// <summary>The text was understood.</summary>
    public void SetOk()
    {
        Status = _ok;
        _isEmpty = false;
    }

    /// <summary>The text was not of the documented form. A repeated failure keeps its status object.</summary>
    public void SetMalformed(ParseFailure failure)
    {
        _length = 0;
        _isEmpty = false;
        if (Status.State != SourceState.Malformed || _parseFailure != failure)
        {
            _parseFailure = failure;
            Status = new SourceStatus(_name, SourceState.Malformed, $"{Path}, line {failure.Line}: {failure.Problem}");
        }
    }

    /// <summary>The file is there but has nothing in it, which for this source means that it is switched off.</summary>
    public void SetEmpty(string remedy)
    {
        if (!_isEmpty)
        {
            SetUnavailable($"{Path} is empty: {remedy}");
            _isEmpty = true;
        }
    }

    public void Dispose() => Close();

    private bool Reopen()
    {
        Close();
        try
        {
            ReadFromStart();
            return true;
        }
        catch (Exception exception)
        {
            // Broad for the reason above.
            Fail(exception);
            return false;
        }
    }

    private void ReadFromStart()
    {
        _length = 0;
        // Sharing with everybody: no advisory lock is taken on a kernel file.
        _handle ??= File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(4096, _buffer.Length * 2));
            }

            // The kernel hands out at most a page or so at a time; only 0 is the end.
            int read = RandomAccess.Read(_handle, _buffer.AsSpan(length), length);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > LargestFile)
            {
                throw new InvalidDataException($"{Path} is larger than any such file of a kernel");
            }
        }

        _length = length;
    }

    private void SetUnavailable(string reason) => Status = new SourceStatus(_name, SourceState.Unavailable, reason);

    private void Fail(Exception exception)
    {
        Close();
        _length = 0;
        _isEmpty = false;
        _failedAt = _timeProvider.GetTimestamp();
        _retryAfter = _retryAfter == TimeSpan.Zero ? FirstRetry : TimeSpan.FromTicks(Math.Min(_retryAfter.Ticks * 2, LongestRetry.Ticks));
        SetUnavailable(ReadFailure.Describe(exception, Path, _remedy));
    }

    private void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }
}
