using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Tells members that are gone from those of other projects: a profile is of a whole service.</summary>
internal sealed class ProfiledMembers
{
    /// <summary>The compiler's own name of top-level statements; no symbol can be looked up by it.</summary>
    private const string TopLevel = "{Main}$";

    private readonly Compilation _compilation;
    private readonly Dictionary<string, HashSet<string>?> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _namespaces = new(StringComparer.Ordinal);

    public ProfiledMembers(Compilation compilation) => _compilation = compilation;

    public bool IsGone(string member)
    {
        var type = MemberName.Type(member);
        if (type.Length == 0 || member.Contains(TopLevel))
        {
            return false;
        }

        if (!_types.TryGetValue(type, out var members))
        {
            _types.Add(type, members = MembersOf(type));
        }

        return members?.Contains(member) == false;
    }

    /// <summary>The members of a type of this project; none for one that is gone; null for one that is not this project's.</summary>
    private HashSet<string>? MembersOf(string type)
    {
        // Most rows are of other projects, and to look a type up asks every reference.
        var dot = type.LastIndexOf('.');
        if (dot > 0 && !IsNamespaceOfOurs(type.Substring(0, dot)))
        {
            return null;
        }

        if (DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + type, _compilation) is not INamedTypeSymbol symbol)
        {
            return dot > 0 ? new HashSet<string>() : null;
        }

        return SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly)
            ? new HashSet<string>(symbol.GetMembers().OfType<IMethodSymbol>().Select(method => method.GetDocumentationCommentId()).OfType<string>(), StringComparer.Ordinal)
            : null;
    }

    /// <summary>Whether this project declares types there; the last parts of the name may be types around another.</summary>
    private bool IsNamespaceOfOurs(string name)
    {
        if (!_namespaces.TryGetValue(name, out var isOurs))
        {
            var scope = _compilation.Assembly.GlobalNamespace;
            var depth = 0;
            foreach (var part in name.Split('.'))
            {
                if (scope.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part) is not { } found)
                {
                    break;
                }

                scope = found;
                depth++;
            }

            isOurs = depth > 0 && scope.GetTypeMembers().Length > 0;
            _namespaces.Add(name, isOurs);
        }

        return isOurs;
    }
}
