using System.Runtime.CompilerServices;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

/// <summary>Methods whose lines are asked for, counted from their first statement. They are read, not run.</summary>
internal static class PlaceSubjects
{
    public static string File => ThisFile();

    /// <summary>Says which its first line is.</summary>
    public static int TwoLines()
    {
        var first = Line();
        return first;
    }

    public static void OneOfSeveral(int length)
    {
        Apart(length);
        Keep(new int[length]);
        Keep(new byte[length]);
        Keep(new string('x', length));
    }

    public static void TwoOfAKind(int length)
    {
        Keep(new byte[length]);
        Keep(new byte[length + 1]);
    }

    public static void ThroughAHelper(int length)
    {
        Length(length);
        Keep(length);
        Keep(Helper(length));
        Apart(length);
    }

    public static void ThroughTheFramework(string text)
    {
        Apart(text.Length);
        Keep(string.Concat(text, text));
        Keep(new MemoryStream(text.Length));
    }

    public static void Generic<T>(int length)
    {
        Apart(length);
        Keep(new T[length]);
    }

    public static void InTheHandler(int length)
    {
        Apart(0);
        try
        {
            Apart(length);
        }
        catch (InvalidOperationException)
        {
            Keep(new byte[length]);
        }
    }

    /// <summary>Whatever the interface's method does may have been inlined.</summary>
    public static void Calling(ICloneable cloneable, int length)
    {
        Keep(cloneable.Clone());
        Keep(new byte[length]);
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static byte[] Helper(int length) => new byte[length];

    private static int Length(int length) => length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] Apart(int length) => new byte[length];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Keep(object kept) => GC.KeepAlive(kept);
}
