using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>The portable PDB of one assembly file; without one it knows no line, and stays that way.</summary>
internal sealed class ModuleSymbols : IDisposable
{
    private const int MethodDefTable = 0x06;

    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _reader;

    private ModuleSymbols(string modulePath, MetadataReaderProvider? provider)
    {
        ModulePath = modulePath;
        _provider = provider;
        _reader = provider?.GetMetadataReader();
    }

    public string ModulePath { get; }

    public bool Exists => _reader is not null;

    public static ModuleSymbols Open(string modulePath)
    {
        // A bare name is a module of a single-file application: no file to look at, least of all in the working directory.
        if (!Path.IsPathFullyQualified(modulePath))
        {
            return new ModuleSymbols(modulePath, null);
        }

        try
        {
            using var assembly = new PEReader(File.OpenRead(modulePath));
            // Compares the PDB's id with the assembly's: symbols of another build would name wrong lines.
            return assembly.TryOpenAssociatedPortablePdb(modulePath, OpenIfExists, out var provider, out _)
                ? new ModuleSymbols(modulePath, provider)
                : new ModuleSymbols(modulePath, null);
        }
        catch (Exception)
        {
            // Missing, unreadable, truncated, not an assembly, Windows symbols: each simply means that no line is known.
            return new ModuleSymbols(modulePath, null);
        }
    }

    public bool TryGetLine(int methodToken, int ilOffset, out string file, out int line)
    {
        file = string.Empty;
        line = 0;
        if (_reader is null || methodToken >>> 24 != MethodDefTable)
        {
            return false;
        }

        try
        {
            return TryFindPoint(_reader, methodToken, ilOffset, out var point)
                && TryName(_reader, point, out file, out line);
        }
        catch (Exception)
        {
            // A damaged PDB shows only where it is read; a line is never worth more than the host's health.
            return false;
        }
    }

    public void Dispose() => _provider?.Dispose();

    private static bool TryFindPoint(MetadataReader reader, int methodToken, int ilOffset, out SequencePoint found)
    {
        found = default;
        var row = methodToken & 0xffffff;
        if (row == 0 || row > reader.MethodDebugInformation.Count)
        {
            return false;
        }

        // Ascending by offset. A hidden point (line 0xfeefee) covers what the compiler added to the statement before it.
        foreach (var point in reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row)).GetSequencePoints())
        {
            if (point.Offset > ilOffset)
            {
                break;
            }

            found = point.IsHidden ? found : point;
        }

        return found.StartLine > 0;
    }

    private static bool TryName(MetadataReader reader, SequencePoint point, out string file, out int line)
    {
        file = reader.GetString(reader.GetDocument(point.Document).Name);
        line = point.StartLine;
        return file.Length > 0;
    }

    private static FileStream? OpenIfExists(string path) => File.Exists(path) ? File.OpenRead(path) : null;
}
