using AppFrag.Analyzers.Pools;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Profiles;

/// <summary>Where the code of profiled members stands in a file. An initializer is code of every constructor.</summary>
internal static class MemberBodies
{
    /// <summary>The pieces of code of each member that the profile tells of.</summary>
    public static Dictionary<string, List<SyntaxNode>> In(SemanticModel model, ProfileIndex index, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        var root = model.SyntaxTree.GetRoot(cancellationToken);
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax))
        {
            foreach (var statement in unit.Members.OfType<GlobalStatementSyntax>())
            {
                Add(found, index, statement, BodySyntax.OwnerOf(unit, model, cancellationToken));
            }
        }

        foreach (var type in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>())
        {
            if (!index.MayDeclare(type.Identifier.ValueText))
            {
                continue;
            }

            foreach (var body in BodiesOf(type))
            {
                if (body is MethodDeclarationSyntax method && !index.MayName(method.Identifier.ValueText))
                {
                    continue;
                }

                if (BodySyntax.OwnerOf(body, model, cancellationToken) is { } owner)
                {
                    Add(found, index, body, owner);
                }
                else if (body is EqualsValueClauseSyntax initializer && model.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol declared)
                {
                    foreach (var constructor in IsStatic(initializer) ? declared.StaticConstructors : declared.InstanceConstructors)
                    {
                        Add(found, index, body, constructor);
                    }
                }
            }
        }

        return found;
    }

    private static void Add(Dictionary<string, List<SyntaxNode>> found, ProfileIndex index, SyntaxNode body, IMethodSymbol? owner)
    {
        // A partial method's code belongs to what it implements.
        if (owner?.GetDocumentationCommentId() is { } id && index.Of(id).Count > 0)
        {
            if (!found.TryGetValue(id, out var bodies))
            {
                found.Add(id, bodies = new List<SyntaxNode>());
            }

            bodies.Add(body);
        }
    }

    private static IEnumerable<SyntaxNode> BodiesOf(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
        {
            switch (member)
            {
                case BaseMethodDeclarationSyntax:
                    yield return member;
                    break;
                case BasePropertyDeclarationSyntax property:
                    foreach (var accessor in property.AccessorList?.Accessors ?? default)
                    {
                        yield return accessor;
                    }

                    foreach (var part in property.ChildNodes().Where(node => node is ArrowExpressionClauseSyntax or EqualsValueClauseSyntax))
                    {
                        yield return part;
                    }

                    break;
                case BaseFieldDeclarationSyntax field:
                    foreach (var variable in field.Declaration.Variables)
                    {
                        if (variable.Initializer is { } initializer)
                        {
                            yield return initializer;
                        }
                    }

                    break;
            }
        }
    }

    private static bool IsStatic(EqualsValueClauseSyntax initializer) =>
        initializer.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.Modifiers.Any(modifier => modifier.ValueText is "static" or "const");
}
