using System.Text;

namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>
/// Makes small methods that rent, use and return: in branches, <c>switch</c> sections and expressions, loops, nested <c>try</c> blocks, <c>using</c> blocks, lambdas and
/// local functions; synchronous and asynchronous ones, with a result or an <c>out</c> parameter. Every condition is a decision of its own, so every path through
/// the text can be executed; each statement stands on a line of its own, which is how findings and executions are compared.
/// </summary>
internal sealed class PathProgram
{
    private const string Head = """
        using System;
        using System.Buffers;
        using System.Threading.Tasks;
        public static class Generated
        {
            private static readonly ArrayPool<byte> Pool = new TracingPool();
            private static readonly MemoryPool<byte> Owners = new TracingMemoryPool();

        """;

    private static readonly string[] SwitchLabels = ["case 0:", "case 1:", "default:"];

    private readonly Random _random;
    private readonly StringBuilder _text;
    private readonly Shape _shape;
    private int _line;
    private int _budget;

    private PathProgram(int seed, StringBuilder text, int line)
    {
        _random = new Random(seed);
        _text = text;
        _line = line;
        _budget = 14;
        _shape = (Shape)(seed % 4);
    }

    /// <summary>A class with one method for each seed, and the lines each of them takes.</summary>
    public static (string Source, List<(string Method, int First, int Last)> Methods) Generate(int firstSeed, int count)
    {
        var text = new StringBuilder(Head);
        var methods = new List<(string, int, int)>();
        var line = Head.Split('\n').Length;
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
        var returns = _shape switch { Shape.Async => "async ValueTask", Shape.Result => "byte[]", _ => "void" };
        Add($"public static {returns} {name}({(_shape == Shape.Out ? "out byte[] a" : "")})");
        Add("{");
        Add($"Probe.Line = {{0}}; {(_shape == Shape.Out ? "" : "var ")}a = Pool.Rent(16);");
        Add(_random.Next(2) == 0 ? "Probe.Line = {0}; var b = Pool.Rent(16);" : "var b = a;");
        Add("var flag = Probe.Choose();");
        if (_shape == Shape.Async)
        {
            Add("var task = Probe.Nothing();");
        }

        if (!Statements(depth: 0, Place.Method) && _shape == Shape.Result)
        {
            Add("Probe.ResultLine = {0}; return a;");
        }

        Add("}");
        Add($"public static void Run{name}() {{ {Call(name)} }}");
    }

    private string Call(string name) => _shape switch
    {
        Shape.Async => name + "().GetAwaiter().GetResult(); Probe.Ended(null, null);",
        Shape.Result => $"var result = {name}(); Probe.Ended(result, null);",
        Shape.Out => name + "(out var given); Probe.Ended(null, given);",
        _ => name + "(); Probe.Ended(null, null);",
    };

    /// <returns>Whether the end of the list cannot be reached.</returns>
    private bool Statements(int depth, Place place)
    {
        for (var count = _random.Next(1, 5); count > 0 && _budget > 0; count--)
        {
            _budget--;
            if (Statement(depth, place))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Whether what follows in this list could not be reached.</returns>
    private bool Statement(int depth, Place place)
    {
        var name = _random.Next(2) == 0 ? "a" : "b";
        var other = name == "a" ? "b" : "a";
        switch (_random.Next(depth > 3 ? 14 : 22))
        {
            case 0 or 1:
                Use(name, place);
                return false;
            case 2:
                return Delegated(name, place);
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
                Add(_random.Next(2) == 0 ? "(a, b) = (b, a);" : $"Probe.Line = {{0}}; (a, b) = ({name}, Pool.Rent(16));");
                return false;
            case 9:
                Chosen(name, other, place);
                return false;
            case 10 or 11 when _shape == Shape.Async:
                Asynchronous(name, place);
                return false;
            case 12 or 13:
                return Jump(place);
            case 14 or 15:
                Block($"if ({Condition(place)})", depth, place);
                if (_random.Next(2) == 0)
                {
                    Block("else", depth, place);
                }

                return false;
            case 16:
                Block(_random.Next(2) == 0 ? "if (flag)" : "if (!flag)", depth, place);
                return false;
            case 17:
                Loop(depth, place);
                return false;
            case 18:
                Switch(depth, place);
                return false;
            case 19:
                Owner(depth, place);
                return false;
            case 20 or 21:
                Try(depth, place);
                return false;
            default:
                Use(name, place);
                return false;
        }
    }

    private void Use(string buffer, Place place) => Add($"Probe.Line = {{0}}; Probe.{(place.IsInTry ? "UseOrThrow" : "Use")}({buffer});");

    /// <summary>A lambda or local function that runs where it stands.</summary>
    private bool Delegated(string name, Place place)
    {
        if (_shape == Shape.Out)
        {
            Use(name, place);
            return false;
        }

        var use = $"Probe.{(place.IsInTry ? "UseOrThrow" : "Use")}({name})";
        var function = "Use" + _line;
        Add(_random.Next(2) == 0 ? $"Probe.Line = {{0}}; {{{{ void {function}() => {use}; {function}(); }}}}" : $"Probe.Line = {{0}}; {{{{ Action {function} = () => {use}; {function}(); }}}}");
        return false;
    }

    private void Chosen(string name, string other, Place place)
    {
        var condition = Condition(place);
        Add("Probe.Line = {0}; " + _random.Next(4) switch
        {
            0 => $"{name} = {condition} ? Pool.Rent(16) : {other};",
            1 => $"Pool.Return({condition} ? {name} : {other});",
            2 => $"{name} = {Pick(place)} switch {{{{ 0 => Pool.Rent(16), 1 => {other}, _ => {name} }}}};",
            _ => $"if ({condition}) Pool.Return({name}); else Pool.Return({other});",
        });
    }

    private void Asynchronous(string name, Place place) => Add(_random.Next(4) switch
    {
        0 => $"Probe.Line = {{0}}; task = Probe.Later({name});",
        1 => $"Probe.Line = {{0}}; _ = Probe.Later({name});",
        2 => $"Probe.Line = {{0}}; {AwaitMayThrow(place)}await Probe.Later({name});",
        _ => AwaitMayThrow(place) + "await task;",
    });

    private static string AwaitMayThrow(Place place) => place.IsInTry ? "Probe.AwaitMayThrow = true; " : "";

    private static string Condition(Place place) => place.IsInTry ? "Probe.ChooseOrThrow()" : "Probe.Choose()";

    private static string Pick(Place place) => place.IsInTry ? "Probe.PickOrThrow()" : "Probe.Pick()";

    private bool Jump(Place place)
    {
        if (_random.Next(6) == 0)
        {
            // Never certain: what is lost before it is lost on the other path, too.
            Add($"if ({Condition(place)}) throw new ProbeException();");
            return false;
        }

        if (place.IsInFinally)
        {
            return false;
        }

        var leave = _shape == Shape.Result ? $"Probe.ResultLine = {{0}}; return {(_random.Next(2) == 0 ? "a" : "b")};" : "return;";
        Add(place.IsInLoop && _random.Next(2) == 0 ? (_random.Next(2) == 0 ? "break;" : "continue;") : leave);
        return true;
    }

    private void Loop(int depth, Place place)
    {
        if (_random.Next(3) == 0)
        {
            Add("do");
            Add("{");
            Statements(depth + 1, place.InLoop());
            Add($"}} while ({Condition(place)});");
            return;
        }

        Block(_random.Next(3) == 0 ? $"foreach (var round{_line} in Probe.{(place.IsInTry ? "RoundsOrThrow" : "Rounds")}())" : $"while ({Condition(place)})", depth, place.InLoop());
    }

    private void Switch(int depth, Place place)
    {
        Add($"switch ({Pick(place)})");
        Add("{");
        foreach (var label in SwitchLabels.Take(_random.Next(2, 4)))
        {
            Add(label);
            Statements(depth + 1, place);
            Add("break;");
        }

        Add("}");
    }

    private void Owner(int depth, Place place)
    {
        var owner = "owner" + _line;
        Add($"Probe.Line = {{0}}; using (var {owner} = Owners.Rent(16))");
        Add("{");
        if (!Statements(depth + 1, place))
        {
            if (_random.Next(3) == 0)
            {
                Add($"{owner}.Dispose();");
            }

            Use(owner + ".Memory.Span", place);
        }

        Add("}");
    }

    private void Try(int depth, Place place)
    {
        Block("try", depth, place.InTry());
        if (_random.Next(2) == 0)
        {
            Block("finally", depth, place.InFinally());
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
        _text.Append(statement.Replace("{0}", _line++.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)).Append('\n');

    private enum Shape
    {
        Void,
        Async,
        Result,
        Out,
    }

    private readonly record struct Place(bool IsInTry, bool IsInLoop, bool IsInFinally)
    {
        public static Place Method => default;

        public Place InTry() => this with { IsInTry = true };

        public Place InLoop() => this with { IsInLoop = true };

        public Place InFinally() => this with { IsInLoop = false, IsInFinally = true };
    }
}
