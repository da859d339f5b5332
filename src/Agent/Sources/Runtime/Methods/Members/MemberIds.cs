using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AppFrag.Sources.Runtime.Methods.Members;

/// <summary>
/// The documentation-comment id of the method that a person wrote, from the code that was compiled of it: what the compiler
/// of another day finds the same method by. Not thread-safe.
/// </summary>
internal sealed class MemberIds(PEReader assembly, MetadataReader metadata)
{
    // A module has more methods than sites; generated code has no bound.
    private const int MaxKnown = 4096;

    private readonly Dictionary<int, string?> _known = [];
    private readonly WrittenMethods _written = new(assembly, metadata);

    /// <param name="methodToken">MethodDef token of the compiled method; that of a state machine's <c>MoveNext</c>, of a lambda or a local function, too.</param>
    /// <returns><see langword="null"/> when nobody wrote it, or more than one can have been meant.</returns>
    public string? Of(int methodToken)
    {
        if (!_known.TryGetValue(methodToken, out var id))
        {
            if (_known.Count >= MaxKnown)
            {
                _known.Clear();
            }

            _known[methodToken] = id = _written.Of((MethodDefinitionHandle)MetadataTokens.EntityHandle(methodToken)) is { } method
                ? MemberIdText.Of(metadata, method)
                : null;
        }

        return id;
    }
}
