using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Tells members that are gone from those of other projects: a profile is of a whole service.</summary>
internal sealed class ProfiledMembers
{
    /// <summary>The compiler's own name of top-level statements; no symbol can be looked up by it.</summary>
    private const string TopLevel = "{Main}$";

    private readonly Compilation _compilation;
    private readonly Dictionary<string, HashSet<string>?> _types = new(StringComparer.Ordinal);

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
        if (DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + type, _compilation) is not INamedTypeSymbol symbol)
        {
            return IsInNamespaceOfOurs(type) ? new HashSet<string>() : null;
        }

        return SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly)
            ? new HashSet<string>(symbol.GetMembers().OfType<IMethodSymbol>().Select(method => method.GetDocumentationCommentId()).OfType<string>(), StringComparer.Ordinal)
            : null;
    }

    /// <summary>Whether this project declares types in the namespace; what has no namespace may be anybody's.</summary>
    private bool IsInNamespaceOfOurs(string type)
    {
        var scope = _compilation.Assembly.GlobalNamespace;
        var parts = type.Split('.');
        var depth = 0;
        while (depth < parts.Length - 1 && scope.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == parts[depth]) is { } found)
        {
            scope = found;
            depth++;
        }

        // The rest, if there is any, are types around it.
        return depth > 0 && scope.GetTypeMembers().Length > 0;
    }
}
