using System.Collections.Immutable;
using AppFrag.Export.Profiles;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Profiles;

/// <summary>What all profiles of a project say, by member; and which files can hold these members, so that no other file is looked into.</summary>
internal sealed class ProfileIndex
{
    private readonly Dictionary<string, List<ProfiledSite>> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Lazy<ImmutableHashSet<SyntaxTree>> _trees;

    public ProfileIndex(IEnumerable<Profile> profiles, Compilation compilation)
    {
        foreach (var profile in profiles)
        {
            foreach (var row in profile.Rows.Where(row => row.Kind != "soh"))
            {
                if (!_members.TryGetValue(row.Member, out var sites))
                {
                    _members.Add(row.Member, sites = new List<ProfiledSite>());
                    _types.Add(MemberName.SimpleType(row.Member));
                    _names.Add(MemberName.Simple(row.Member));
                }

                sites.Add(new ProfiledSite(row, profile.Header));
            }
        }

        // The declarations of a compilation are known by name without binding anything.
        _trees = new Lazy<ImmutableHashSet<SyntaxTree>>(() => compilation.GetSymbolsWithName(_types.Contains, SymbolFilter.Type)
            .SelectMany(type => type.Locations)
            .Select(location => location.SourceTree)
            .OfType<SyntaxTree>()
            .ToImmutableHashSet());
    }

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Whether a type of one of the members is declared there.</summary>
    public bool MayHold(SyntaxTree tree) => _trees.Value.Contains(tree);

    public bool MayDeclare(string type) => _types.Contains(type);

    /// <summary>Whether one of the members has that name, as it is written.</summary>
    public bool MayName(string method) => _names.Contains(method);

    public IReadOnlyList<ProfiledSite> Of(string? member) => member is not null && _members.TryGetValue(member, out var sites) ? sites : Array.Empty<ProfiledSite>();
}
