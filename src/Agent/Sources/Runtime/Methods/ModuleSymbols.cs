using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using AppFrag.Sources.Runtime.Methods.Members;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>The portable PDB of one assembly file, its IL and its names; without the first it knows no line, and stays that way.</summary>
internal sealed class ModuleSymbols : IDisposable
{
    private const int MethodDefTable = 0x06;

    private readonly PEReader? _assembly;
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _reader;
    private readonly AllocationInIL? _il;
    private readonly MemberIds? _members;
    private ProjectDirectory? _project;

    private ModuleSymbols(string modulePath, PEReader? assembly, MetadataReaderProvider? provider)
    {
        ModulePath = modulePath;
        _assembly = assembly;
        _provider = provider;
        _reader = provider?.GetMetadataReader();
        if (assembly is not null)
        {
            _il = new AllocationInIL(assembly, assembly.GetMetadataReader());
            _members = new MemberIds(assembly, assembly.GetMetadataReader());
        }
    }

    public string ModulePath { get; }

    public bool Exists => _reader is not null;

    public static ModuleSymbols Open(string modulePath)
    {
        // A bare name is a module of a single-file application: no file to look at, least of all in the working directory.
        if (!Path.IsPathFullyQualified(modulePath))
        {
            return new ModuleSymbols(modulePath, null, null);
        }

        PEReader? assembly = null;
        try
        {
            assembly = new PEReader(File.OpenRead(modulePath));

            // Compares the PDB's id with the assembly's: symbols of another build would name wrong lines.
            if (assembly.TryOpenAssociatedPortablePdb(modulePath, OpenIfExists, out var provider, out _))
            {
                return new ModuleSymbols(modulePath, assembly, provider);
            }

            return new ModuleSymbols(modulePath, assembly.HasMetadata ? assembly : null, null);
        }
        catch (Exception)
        {
            // Missing, unreadable, truncated, not an assembly, Windows symbols: each simply means that no line is known.
        }

        assembly?.Dispose();
        return new ModuleSymbols(modulePath, null, null);
    }

    /// <summary>The documentation-comment id of the written method; <see langword="null"/> when it cannot be told.</summary>
    public string? MemberOf(int methodToken)
    {
        if (_members is null || methodToken >>> 24 != MethodDefTable)
        {
            return null;
        }

        try
        {
            return _members.Of(methodToken);
        }
        catch (Exception)
        {
            // As below: damage shows only where it is read.
            return null;
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

    /// <summary>The one line in a stretch of IL on which it can have been done.</summary>
    /// <returns>False when no line can, or several.</returns>
    public bool TryGetOnlyLine(int methodToken, int from, int to, FrameDeed deed, out string file, out int line)
    {
        file = string.Empty;
        line = 0;
        if (_reader is null || _il is null || methodToken >>> 24 != MethodDefTable)
        {
            return false;
        }

        try
        {
            var points = PointsOf(_reader, methodToken).Where(point => !point.IsHidden).ToList();
            var within = points.Where((point, i) => point.Offset < to && (i + 1 == points.Count || points[i + 1].Offset > from)).DistinctBy(LineOf).ToList();
            var inHandlers = _il.CandidatesInHandlers(methodToken, from, to, deed);
            if (within.Count > 1 || inHandlers.Count > 0)
            {
                var candidates = _il.Candidates(methodToken, from, to, deed)
                    .Concat(inHandlers)
                    .Select(offset => points.FindLast(point => point.Offset <= offset))
                    .DistinctBy(LineOf)
                    .ToList();
                within = candidates.Count > 0 || within.Count > 1 ? candidates : within;
            }

            return within.Count == 1 && TryName(_reader, within[0], out file, out line);
        }
        catch (Exception)
        {
            // As above, for the assembly.
            return false;
        }
    }

    /// <summary>A document of these symbols as the project knows it, see <see cref="ProjectDirectory"/>.</summary>
    public string? ProjectFileOf(string document)
    {
        if (_reader is null)
        {
            return null;
        }

        try
        {
            _project ??= new ProjectDirectory(ProjectDirectory.DocumentsOf(_reader));
            return _project.Relative(document);
        }
        catch (Exception)
        {
            // As above.
            return null;
        }
    }

    public void Dispose()
    {
        _provider?.Dispose();
        _assembly?.Dispose();
    }

    private static (DocumentHandle Document, int Line) LineOf(SequencePoint point) => (point.Document, point.StartLine);

    private static SequencePointCollection PointsOf(MetadataReader reader, int methodToken)
    {
        var row = methodToken & 0xffffff;
        return row == 0 || row > reader.MethodDebugInformation.Count
            ? default
            : reader.GetMethodDebugInformation(MetadataTokens.MethodDebugInformationHandle(row)).GetSequencePoints();
    }

    private static bool TryFindPoint(MetadataReader reader, int methodToken, int ilOffset, out SequencePoint found)
    {
        found = default;

        // Ascending by offset. A hidden point (line 0xfeefee) covers what the compiler added to the statement before it.
        foreach (var point in PointsOf(reader, methodToken))
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
