using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Buffers;

/// <summary>
/// A <c>new MemoryStream()</c> that can come from a <c>RecyclableMemoryStreamManager</c> without a difference: it is disposed of by a
/// <c>using</c>, does not outlive it, and nobody asks for its array.
/// </summary>
internal sealed class RecyclableStream
{
    public const string ManagerType = "Microsoft.IO.RecyclableMemoryStreamManager";

    private RecyclableStream(BaseObjectCreationExpressionSyntax creation, TypeDeclarationSyntax owner, INamedTypeSymbol manager, string? existing)
    {
        Creation = creation;
        Owner = owner;
        Manager = manager;
        Existing = existing;
    }

    public BaseObjectCreationExpressionSyntax Creation { get; }

    /// <summary>The type that gets a manager unless it has one.</summary>
    public TypeDeclarationSyntax Owner { get; }

    public INamedTypeSymbol Manager { get; }

    /// <summary>The static field that already holds a manager.</summary>
    public string? Existing { get; }

    public static RecyclableStream? TryFind(SemanticModel model, SyntaxNode place, CancellationToken cancellationToken)
    {
        if (model.Compilation.GetTypeByMetadataName(ManagerType) is not { } manager
            || model.GetOperation(place, cancellationToken) is not IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null, Type.Name: "MemoryStream" } creation
            || place is not BaseObjectCreationExpressionSyntax syntax
            || BufferFates.Holder(creation) is not { IsUsing: true } local
            || place.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault() is not { } owner
            || BufferFates.Uses(creation).Any(use => !IsPlain(use, local)))
        {
            return null;
        }

        var existing = (model.GetDeclaredSymbol(owner, cancellationToken) as INamedTypeSymbol)?.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.IsStatic && SymbolEqualityComparer.Default.Equals(field.Type, manager))?.Name;
        return new RecyclableStream(syntax, owner, manager, existing);
    }

    private static bool IsPlain(ILocalReferenceOperation use, ILocalSymbol local)
    {
        if (IsInOtherFunction(use, local))
        {
            return false;
        }

        switch (use.Parent)
        {
            case IPropertyReferenceOperation property:
                return property.Property.Name is "Length" or "Position" or "CanRead" or "CanSeek" or "CanWrite";
            case IInvocationOperation call when call.Instance == use:
                // "GetBuffer" and "TryGetBuffer" would join the blocks into one array, on the large object heap again.
                return call.TargetMethod.Name is "Write" or "WriteAsync" or "WriteByte" or "WriteTo" or "Read" or "ReadAsync" or "ReadByte" or "Seek" or "SetLength" or "Flush" or "FlushAsync" or "CopyTo" or "CopyToAsync";
            default:
                return Conversions.Consumer(use) is IArgumentOperation { Parameter: { RefKind: RefKind.None } parameter } argument
                    && parameter.OriginalDefinition.Type is { TypeKind: not TypeKind.TypeParameter, Name: "Stream" or "MemoryStream" }
                    && IsOverWithTheBlock(argument);
        }
    }

    /// <summary>A call that has returned, or whose task was awaited, and a wrapper that is disposed of no later.</summary>
    private static bool IsOverWithTheBlock(IArgumentOperation argument) => argument.Parent switch
    {
        IInvocationOperation call => !Rentals.BufferFlow.ReturnsTask(call) || Rentals.BufferFlow.IsAwaited(call),
        IObjectCreationOperation wrapper => BufferFates.Holder(wrapper) is not null,
        _ => false,
    };

    private static bool IsInOtherFunction(IOperation use, ILocalSymbol local)
    {
        for (var parent = use.Parent; parent is not null; parent = parent.Parent)
        {
            var function = (parent as IAnonymousFunctionOperation)?.Symbol ?? (parent as ILocalFunctionOperation)?.Symbol;
            if (function is not null)
            {
                return !SymbolEqualityComparer.Default.Equals(function, local.ContainingSymbol);
            }
        }

        return false;
    }
}
