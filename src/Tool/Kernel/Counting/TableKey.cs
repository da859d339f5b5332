namespace AppFrag.Tool.Kernel.Counting;

internal enum KeyKind
{
    /// <summary>A number in the event's record.</summary>
    Number,

    /// <summary>An address in the kernel, in the event's record.</summary>
    Address,

    /// <summary>A text in the event's record.</summary>
    Text,

    /// <summary>Who was running: an id and the name of the thread.</summary>
    Task,
}

/// <summary>One part of what is counted by.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Field">Field of the event; empty for <see cref="KeyKind.Task"/>.</param>
internal readonly record struct TableKey(KeyKind Kind, string Field)
{
    public static readonly TableKey Task = new(KeyKind.Task, "");

    public static TableKey Number(string field) => new(KeyKind.Number, field);

    public static TableKey Address(string field) => new(KeyKind.Address, field);

    public static TableKey Text(string field) => new(KeyKind.Text, field);
}
