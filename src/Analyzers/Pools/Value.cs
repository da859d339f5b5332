namespace AppFrag.Analyzers.Pools;

/// <summary>An abstract value. <see cref="Rentals"/> is a set of rentals, one bit each.</summary>
internal readonly struct Value : IEquatable<Value>
{
    public static readonly Value Unknown;
    public static readonly Value Null = new(ValueKind.Null, 0, RentalForm.Itself, isBounded: false);
    public static readonly Value Created = new(ValueKind.Created, 0, RentalForm.Itself, isBounded: false);

    private Value(ValueKind kind, ulong rentals, RentalForm form, bool isBounded, long number = 0)
    {
        Kind = kind;
        Rentals = rentals;
        Form = form;
        IsBounded = isBounded;
        Number = number;
    }

    public ValueKind Kind { get; }

    public ulong Rentals { get; }

    public RentalForm Form { get; }

    /// <summary>A view whose end was given; without one it reaches to the end of an array that is longer than asked for.</summary>
    public bool IsBounded { get; }

    /// <summary>The number of <see cref="ValueKind.Constant"/>.</summary>
    public long Number { get; }

    /// <summary>The operations that a task stands for.</summary>
    public ulong Operations => Kind == ValueKind.Task ? unchecked((ulong)Number) : 0;

    public bool IsRental => Kind == ValueKind.Rental;

    public bool IsNotNull => Kind is ValueKind.Created or ValueKind.Rental or ValueKind.Holder or ValueKind.Task;

    /// <summary>The number of the only rental, or -1.</summary>
    public int Rental => IsRental ? Bits.Lowest(Rentals) : -1;

    public static Value Bool(bool value) => new(value ? ValueKind.True : ValueKind.False, 0, RentalForm.Itself, isBounded: false);

    public static Value Constant(long number) => new(ValueKind.Constant, 0, RentalForm.Itself, isBounded: false, number);

    public static Value Of(int rental) => new(ValueKind.Rental, 1UL << rental, RentalForm.Itself, isBounded: false);

    public static Value Holder(ulong rentals) => rentals == 0 ? Unknown : new(ValueKind.Holder, rentals, RentalForm.Itself, isBounded: false);

    /// <param name="rentals">What the operations behind the task work on.</param>
    /// <param name="operations">These operations, one bit each.</param>
    public static Value Task(ulong rentals, ulong operations) => rentals == 0 ? Unknown : new(ValueKind.Task, rentals, RentalForm.Itself, isBounded: false, unchecked((long)operations));

    public Value View(bool isBounded) => new(ValueKind.Rental, Rentals, RentalForm.View, IsBounded || isBounded);

    public Value Stream() => new(ValueKind.Rental, Rentals, RentalForm.Stream, isBounded: true);

    public Value Whole() => new(ValueKind.Rental, Rentals, RentalForm.Itself, isBounded: false);

    public Value With(ulong rentals) => new(Kind, rentals, Form, IsBounded, Number);

    public bool Equals(Value other) => Kind == other.Kind && Rentals == other.Rentals && Form == other.Form && IsBounded == other.IsBounded && Number == other.Number;

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => ((((Rentals.GetHashCode() * 31) + (int)Kind) * 31) + (int)Form) * 2 + (IsBounded ? 1 : 0) + Number.GetHashCode();
}
