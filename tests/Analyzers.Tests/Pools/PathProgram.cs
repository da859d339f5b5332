using System.Text;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>
/// Makes small methods that rent, use and return in branches, loops and <c>try</c> blocks. Every condition is a decision of its own, so every path through the
/// text can be executed; each statement stands on a line of its own, which is how findings and executions are compared.
/// </summary>
internal sealed class PathProgram
{
    private readonly Random _random;
    private readonly StringBuilder _text;
    private int _line;
    private int _budget;

    private PathProgram(int seed, StringBuilder text, int line)
    {
        _random = new Random(seed);
        _text = text;
        _line = line;
        _budget = 14;
    }

    /// <summary>The probe that the generated methods call: it follows each array and hears of every decision.</summary>
    public const string Probe = """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        public sealed class ProbeException : Exception { }

        public sealed class TracingPool : ArrayPool<byte>
        {
            public override byte[] Rent(int minimumLength) => Probe.Rented();
            public override void Return(byte[] array, bool clearArray = false) => Probe.Returned(array);
        }

        public static class Probe
        {
            public static readonly List<Tracked> All = new();
            public static readonly HashSet<(string Rule, int Line)> Seen = new();
            public static Func<bool> Decide = () => false;
            public static int Line;

            public static void Reset() => All.Clear();
            public static bool Choose() => Decide();

            public static bool ChooseOrThrow()
            {
                MayThrow();
                return Decide();
            }

            public static void Use(ReadOnlySpan<byte> bytes)
            {
                if (Find(bytes) is { IsReturned: true })
                {
                    Seen.Add(("AF1003", Line));
                }
            }

            public static void UseOrThrow(ReadOnlySpan<byte> bytes)
            {
                MayThrow();
                Use(bytes);
            }

            public static void Caught()
            {
                foreach (var tracked in All)
                {
                    tracked.SawException |= !tracked.IsReturned;
                }
            }

            public static void Ended()
            {
                foreach (var tracked in All)
                {
                    if (!tracked.IsReturned && !tracked.SawException)
                    {
                        Seen.Add(("AF1001", tracked.Line));
                    }
                }
            }

            internal static byte[] Rented()
            {
                var tracked = new Tracked(Line);
                All.Add(tracked);
                return tracked.Array;
            }

            internal static void Returned(byte[] array)
            {
                var tracked = Find(array)!;
                if (tracked.IsReturned)
                {
                    Seen.Add(("AF1002", Line));
                }

                tracked.IsReturned = true;
            }

            private static void MayThrow()
            {
                if (Decide())
                {
                    throw new ProbeException();
                }
            }

            private static Tracked? Find(ReadOnlySpan<byte> bytes)
            {
                foreach (var tracked in All)
                {
                    if (Unsafe.AreSame(ref MemoryMarshal.GetReference(bytes), ref tracked.Array[0]))
                    {
                        return tracked;
                    }
                }

                return null;
            }
        }

        public sealed class Tracked
        {
            public Tracked(int line) => Line = line;
            public byte[] Array { get; } = new byte[16];
            public int Line { get; }
            public bool IsReturned { get; set; }
            public bool SawException { get; set; }
        }
        """;

    /// <summary>A class with one method for each seed, and the lines each of them takes.</summary>
    public static (string Source, List<(string Method, int First, int Last)> Methods) Generate(int firstSeed, int count)
    {
        var text = new StringBuilder("using System.Buffers;\npublic static class Generated\n{\n    private static readonly ArrayPool<byte> Pool = new TracingPool();\n");
        var methods = new List<(string, int, int)>();
        var line = 5;
        for (var index = 0; index < count; index++)
        {
            var program = new PathProgram(firstSeed + index, text, line);
            program.Method("M" + index);
            methods.Add(("M" + index, line, program._line));
            line = program._line;
        }

        text.Append("}\n");
        return (text.ToString(), methods);
    }

    private void Method(string name)
    {
        Add($"public static void {name}()");
        Add("{");
        Add("Probe.Line = {0}; var a = Pool.Rent(16);");
        Add(_random.Next(2) == 0 ? "Probe.Line = {0}; var b = Pool.Rent(16);" : "var b = a;");
        Add("var flag = Probe.Choose();");
        Statements(depth: 0, Place.Method);
        Add("}");
    }

    private void Statements(int depth, Place place)
    {
        for (var count = _random.Next(1, 5); count > 0 && _budget > 0; count--)
        {
            _budget--;
            if (Statement(depth, place))
            {
                return;
            }
        }
    }

    /// <returns>Whether what follows in this list could not be reached.</returns>
    private bool Statement(int depth, Place place)
    {
        var name = _random.Next(2) == 0 ? "a" : "b";
        var other = name == "a" ? "b" : "a";
        switch (_random.Next(depth > 2 ? 10 : 16))
        {
            case 0 or 1 or 2:
                Add($"Probe.Line = {{0}}; Probe.{(place.IsInTry ? "UseOrThrow" : "Use")}({name});");
                return false;
            case 3 or 4 or 5:
                Add($"Probe.Line = {{0}}; Pool.Return({name});");
                return false;
            case 6:
                Add($"Probe.Line = {{0}}; {name} = Pool.Rent(16);");
                return false;
            case 7:
                Add($"{name} = {other};");
                return false;
            case 8:
                Add("(a, b) = (b, a);");
                return false;
            case 9:
                return Jump(place);
            case 10 or 11:
                Block($"if ({Condition(place)})", depth, place);
                if (_random.Next(2) == 0)
                {
                    Block("else", depth, place);
                }

                return false;
            case 12:
                Block(_random.Next(2) == 0 ? "if (flag)" : "if (!flag)", depth, place);
                return false;
            case 13:
                Block($"while ({(place.IsInTry ? "Probe.ChooseOrThrow()" : "Probe.Choose()")})", depth, place.InLoop());
                return false;
            default:
                Try(depth, place);
                return false;
        }
    }

    private static string Condition(Place place) => place.IsInTry ? "Probe.ChooseOrThrow()" : "Probe.Choose()";

    private bool Jump(Place place)
    {
        if (place.IsInFinally)
        {
            return false;
        }

        Add(place.IsInLoop && _random.Next(2) == 0 ? (_random.Next(2) == 0 ? "break;" : "continue;") : "return;");
        return true;
    }

    private void Try(int depth, Place place)
    {
        if (place.IsInTry || place.IsInFinally)
        {
            return;
        }

        Block("try", depth, place.InTry());
        if (_random.Next(2) == 0)
        {
            Block("finally", depth, Place.InFinally);
            return;
        }

        Add("catch (ProbeException)");
        Add("{");
        Add("Probe.Caught();");
        Statements(depth + 1, place);
        Add("}");
    }

    private void Block(string head, int depth, Place place)
    {
        Add(head);
        Add("{");
        Statements(depth + 1, place);
        Add("}");
    }

    private void Add(string statement) =>
        _text.Append(statement.Replace("{0}", _line++.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)).Append('\n');

    private readonly record struct Place(bool IsInTry, bool IsInLoop, bool IsInFinally)
    {
        public static Place Method => default;

        public Place InTry() => this with { IsInTry = true };

        public Place InLoop() => this with { IsInLoop = true };

        public static Place InFinally => new(IsInTry: false, IsInLoop: false, IsInFinally: true);
    }
}
