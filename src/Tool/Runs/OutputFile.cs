namespace AppFrag.Tool.Runs;

/// <summary>
/// A file that a result goes to. Opened before the work starts, beside its final name: a place that cannot be written to is
/// noticed first, and an earlier file is replaced only by a whole one.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly FileStream _stream;
    private bool _isComplete;

    /// <exception cref="CannotWriteException">It cannot be created.</exception>
    public OutputFile(string path)
    {
        Path = path;
        if (Directory.Exists(path))
        {
            throw new CannotWriteException($"{path}: is a directory; give a file");
        }

        try
        {
            _stream = new FileStream(path + ".partial", FileMode.Create, FileAccess.Write);
        }
        catch (DirectoryNotFoundException)
        {
            throw new CannotWriteException($"{path}: cannot be written: its directory does not exist");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CannotWriteException($"{path}: cannot be written: {exception.Message}");
        }
    }

    public string Path { get; }

    /// <summary>Whether both name the same file.</summary>
    public static bool IsSame(string one, string other) => System.IO.Path.GetFullPath(one) == System.IO.Path.GetFullPath(other);

    /// <exception cref="CannotWriteException">The disk is full, for one.</exception>
    public void Complete(Action<Stream> write)
    {
        try
        {
            write(_stream);
            _stream.Dispose();
            File.Move(_stream.Name, Path, overwrite: true);
            _isComplete = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotWriteException($"{Path}: cannot be written: {exception.Message}");
        }
    }

    public void Dispose()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // What could not be written was reported where it was written.
        }

        File.Delete(_stream.Name);
    }
}
