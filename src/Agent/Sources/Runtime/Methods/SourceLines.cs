namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// File and line of a place in IL, from the portable PDB beside the assembly or inside it. Opens symbols when first
/// asked and keeps the few modules asked for last. Any thread may ask; nothing is thrown, whatever the files hold.
/// </summary>
/// <param name="capacity">Most modules whose symbols stay open.</param>
/// <param name="locate">Where an assembly file lies for us, when another process names it: its root directory may be another.</param>
internal sealed class SourceLines(int capacity = SourceLines.DefaultCapacity, Func<string, string>? locate = null) : IDisposable
{
    public const int DefaultCapacity = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<ModuleSymbols> _recent = [];
    private bool _isDisposed;

    /// <param name="modulePath">The assembly file.</param>
    /// <param name="methodToken">MethodDef token in that file.</param>
    /// <param name="ilOffset">Offset in the method's IL; negative is unknown.</param>
    /// <param name="file">Source file as the compiler recorded it.</param>
    /// <param name="line">1-based line of the statement that holds the offset.</param>
    /// <returns>False without matching symbols, for an unknown offset, or in code that no line was written for.</returns>
    public bool TryGetLine(string modulePath, int methodToken, int ilOffset, out string file, out int line)
    {
        file = string.Empty;
        line = 0;
        if (ilOffset < 0)
        {
            return false;
        }

        lock (_gate)
        {
            return !_isDisposed && Open(modulePath).TryGetLine(methodToken, ilOffset, out file, out line);
        }
    }

    /// <summary>The one line in [<paramref name="from"/>, <paramref name="to"/>) of a method's IL on which a frame can have done what it did.</summary>
    /// <returns>False when no line can, or several, or without matching symbols.</returns>
    public bool TryGetOnlyLine(string modulePath, int methodToken, int from, int to, FrameDeed deed, out string file, out int line)
    {
        file = string.Empty;
        line = 0;
        lock (_gate)
        {
            return !_isDisposed && Open(modulePath).TryGetOnlyLine(methodToken, from, to, deed, out file, out line);
        }
    }

    /// <summary>The file that a method is written in, for places in it whose line is not known.</summary>
    /// <returns>False without matching symbols, or for a method that no line was written for.</returns>
    public bool TryGetFile(string modulePath, int methodToken, out string file)
    {
        file = string.Empty;
        lock (_gate)
        {
            // Past the end of any IL: the last line of the method.
            return !_isDisposed && Open(modulePath).TryGetLine(methodToken, int.MaxValue, out file, out _);
        }
    }

    /// <summary>The documentation-comment id of the method that a person wrote; needs no symbols.</summary>
    /// <returns><see langword="null"/> when the file cannot be read, or the method cannot be told.</returns>
    public string? MemberOf(string modulePath, int methodToken)
    {
        lock (_gate)
        {
            return _isDisposed ? null : Open(modulePath).MemberOf(methodToken);
        }
    }

    /// <summary>A source file of the module, as the project knows it: without the paths of the machine that compiled it.</summary>
    public string? ProjectFileOf(string modulePath, string file)
    {
        lock (_gate)
        {
            return _isDisposed ? null : Open(modulePath).ProjectFileOf(file);
        }
    }

    /// <summary>Whether the assembly file has matching symbols.</summary>
    public bool HasSymbols(string modulePath)
    {
        lock (_gate)
        {
            return !_isDisposed && Open(modulePath).Exists;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var symbols in _recent)
            {
                symbols.Dispose();
            }

            _recent.Clear();
        }
    }

    private ModuleSymbols Open(string modulePath)
    {
        modulePath = locate?.Invoke(modulePath) ?? modulePath;
        for (var node = _recent.First; node is not null; node = node.Next)
        {
            if (node.Value.ModulePath == modulePath)
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value;
            }
        }

        if (_recent.Count == capacity)
        {
            _recent.Last!.Value.Dispose();
            _recent.RemoveLast();
        }

        return _recent.AddFirst(ModuleSymbols.Open(modulePath)).Value;
    }
}
