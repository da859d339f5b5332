using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Growth;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AppFrag.Analyzers.Profiles;

/// <summary>An expression that may have allocated.</summary>
internal sealed class AllocationPlace
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly Lazy<ITypeSymbol?> _type;
    private readonly Lazy<IMethodSymbol?> _callee;

    public AllocationPlace(ExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        Syntax = syntax;
        _model = model;
        _cancellationToken = cancellationToken;
        var span = syntax.SyntaxTree.GetLineSpan(syntax.Span, cancellationToken);
        FirstLine = span.StartLinePosition.Line + 1;
        LastLine = span.EndLinePosition.Line + 1;
        _type = new Lazy<ITypeSymbol?>(() => Result(model.GetTypeInfo(syntax, cancellationToken)));
        _callee = new Lazy<IMethodSymbol?>(() => syntax is InvocationExpressionSyntax ? model.GetSymbolInfo(syntax, cancellationToken).Symbol as IMethodSymbol : null);
    }

    public ExpressionSyntax Syntax { get; }

    public int FirstLine { get; }

    public int LastLine { get; }

    public bool IsCreation => Syntax is not InvocationExpressionSyntax;

    /// <summary>Whether it makes an object of that type itself: a creation, or a call into code that is not ours. A rental makes none.</summary>
    public bool Makes(string type) => AllocationText.MayMake(Syntax, type) && RuntimeTypeName.Is(_type.Value, type) && (IsCreation || (_callee.Value is { } callee && !IsOwn(callee) && !IsRental(callee)));

    /// <summary>Whether the name of what it calls says that it allocates.</summary>
    public bool IsKnownToAllocate =>
        IsCreation || (AllocationText.CalledName(Syntax) is { Length: > 0 } name && (Words.OfCall(name, 0, name.Length) & (Hints.Allocation | Hints.WholeRead | Hints.Text)) != 0);

    /// <summary>Whether it makes an object that holds a growing array.</summary>
    public bool MakesGrowing => AllocationText.MayMakeGrowing(Syntax) && IsGrowing(_type.Value);

    /// <summary>Whether it hands on to, or works on, an object that holds a growing array, or one that may hide it.</summary>
    public bool FillsGrowing => Syntax is InvocationExpressionSyntax call && (
        (call.Expression is MemberAccessExpressionSyntax access && IsGrowing(_model.GetTypeInfo(access.Expression, _cancellationToken).Type))
        || call.ArgumentList.Arguments.Any(argument => IsGrowing(_model.GetTypeInfo(argument.Expression, _cancellationToken).Type))
        || HiddenSinks.IsWritten(call, _model, _cancellationToken));

    /// <summary>Whether it calls a method of this project that says a word of allocation: a short one is often compiled into its caller, and allocates on its line.</summary>
    public bool CallsAllocatingCode => _callee.Value is { } callee && IsOwn(callee) && callee.DeclaringSyntaxReferences.Any(SaysAllocation);

    /// <summary>What is awaited counts for a task.</summary>
    private static ITypeSymbol? Result(TypeInfo info)
    {
        var type = info.Type ?? info.ConvertedType;
        return type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.Length: 1 } task ? task.TypeArguments[0] : type;
    }

    private static bool SaysAllocation(SyntaxReference declaration) =>
        FileWords.Of(declaration.SyntaxTree).At(Hints.Array | Hints.Allocation | Hints.Capacity | Hints.WholeRead, declaration.Span.Start, declaration.Span.End).Any();

    private static bool IsGrowing(ITypeSymbol? type) => type is INamedTypeSymbol named
        && (BufferCreations.CapacityTypeNames.Contains(named.Name) || CollectionSizes.Names.Contains(named.Name))
        && HiddenSinks.IsOfSystem(named);

    private static bool IsRental(IMethodSymbol callee) => callee.Name is "Rent" or "GetStream" or "GetMemory" or "GetSpan" or "GetArray";

    private bool IsOwn(IMethodSymbol callee) => SymbolEqualityComparer.Default.Equals(callee.ContainingAssembly, _model.Compilation.Assembly);
}
