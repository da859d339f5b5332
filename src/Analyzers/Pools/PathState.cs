using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Everything that is known at one point of one path: what each variable holds, what has become of each rental, and which way
/// conditions went that are asked more than once. Two paths that agree in all of it are the same from there on.
/// </summary>
internal sealed class PathState : IEquatable<PathState>
{
    private readonly Value[] _variables;
    private readonly RentalState[] _rentals;
    private readonly sbyte[] _facts;

    public PathState(int variables, int rentals, int facts)
    {
        _variables = new Value[variables];
        _rentals = new RentalState[rentals];
        _facts = new sbyte[facts];
    }

    private PathState(PathState other)
    {
        _variables = (Value[])other._variables.Clone();
        _rentals = (RentalState[])other._rentals.Clone();
        _facts = (sbyte[])other._facts.Clone();
        Finally = other.Finally;
        Result = other.Result;
        LastSyntax = other.LastSyntax;
        ResultSyntax = other.ResultSyntax;
    }

    public int RentalCount => _rentals.Length;

    /// <summary>Where the innermost running <c>finally</c> goes on, or null outside of any.</summary>
    public Continuation? Finally { get; set; }

    /// <summary>The value on its way out while <c>finally</c> blocks run.</summary>
    public Value Result { get; set; }

    /// <summary>The last thing that ran, to say where a path leaves. Not part of what makes two states different.</summary>
    public SyntaxNode? LastSyntax { get; set; }

    /// <summary>The returned expression, for the message.</summary>
    public SyntaxNode? ResultSyntax { get; set; }

    public Value this[int variable]
    {
        get => _variables[variable];
        set => _variables[variable] = value;
    }

    public ref RentalState Rental(int number) => ref _rentals[number];

    public bool? Fact(int number) => _facts[number] == 0 ? null : _facts[number] > 0;

    public void SetFact(int number, bool? value) => _facts[number] = value is null ? (sbyte)0 : value.Value ? (sbyte)1 : (sbyte)-1;

    public PathState Copy() => new(this);

    /// <summary>The rentals that some variable refers to.</summary>
    public ulong Referenced()
    {
        var all = Result.Rentals;
        foreach (var value in _variables)
        {
            all |= value.Rentals;
        }

        return all;
    }

    /// <summary>A rental that no variable knows and that nobody has to return makes no difference any more: states that differ in it only become the same.</summary>
    public void ForgetSettled()
    {
        var referenced = Referenced();
        for (var number = 0; number < _rentals.Length; number++)
        {
            if ((referenced & (1UL << number)) == 0 && !_rentals[number].IsOpen)
            {
                _rentals[number] = default;
            }
        }
    }

    /// <summary>Makes every reference to one rental a reference to another, or to nothing that is followed.</summary>
    public void Redirect(int from, int? to)
    {
        var bit = 1UL << from;
        for (var index = 0; index < _variables.Length; index++)
        {
            var value = _variables[index];
            if ((value.Rentals & bit) == 0)
            {
                continue;
            }

            var rest = value.Rentals & ~bit;
            var changed = to is { } target ? rest | (1UL << target) : rest;
            _variables[index] = changed == 0 ? Value.Unknown : value.With(changed);
        }
    }

    public bool Equals(PathState? other) =>
        other is not null
        && _variables.AsSpan().SequenceEqual(other._variables)
        && _rentals.AsSpan().SequenceEqual(other._rentals)
        && _facts.AsSpan().SequenceEqual(other._facts)
        && Result.Equals(other.Result)
        && ResultSyntax == other.ResultSyntax
        && (Finally is null ? other.Finally is null : Finally.Equals(other.Finally));

    public override bool Equals(object? obj) => Equals(obj as PathState);

    public override int GetHashCode()
    {
        var hash = Finally?.GetHashCode() ?? 17;
        foreach (var value in _variables)
        {
            hash = (hash * 31) + value.GetHashCode();
        }

        foreach (var rental in _rentals)
        {
            hash = (hash * 31) + rental.GetHashCode();
        }

        foreach (var fact in _facts)
        {
            hash = (hash * 3) + fact;
        }

        return hash;
    }
}
