using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Collect;

/// <summary>
/// The file that a recording goes to. Opened before the recording starts, beside its final name: a disk that cannot be
/// written to is noticed first, and an earlier file is replaced only by a whole one.
/// </summary>
internal sealed class RunOutputFile : IDisposable
{
    private readonly FileStream _stream;
    private bool _isComplete;

    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created by this user.</exception>
    public RunOutputFile(string path)
    {
        Path = path;
        _stream = new FileStream(path + ".partial", FileMode.Create, FileAccess.Write);
    }

    public string Path { get; }

    public void Complete(Run run)
    {
        RunFile.Write(_stream, run);
        _stream.Dispose();
        File.Move(_stream.Name, Path, overwrite: true);
        _isComplete = true;
    }

    public void Dispose()
    {
        if (!_isComplete)
        {
            _stream.Dispose();
            File.Delete(_stream.Name);
        }
    }
}
