namespace AppFrag.Analyzers.Tests.Fixes.Matrix;

/// <summary>Code as it stands around what a fix changes.</summary>
/// <param name="Name">What is around it.</param>
/// <param name="Source">The file with a kernel in this shape; its <c>Subject.Run</c> can be executed.</param>
/// <param name="Rest">What of the type stands in another file, or null.</param>
internal sealed record FixShape(string Name, Func<FixKernel, string> Source, string? Rest = null)
{
    public const string FixAll = "three of them at once";
    public const string Synchronous = "synchronous method";
    public const string Conditional = "conditional section";

    private const string Order = "public record Order(int Id, string Name);\n";

    private const string Fields = """
        public static byte[] Last = new byte[500];
        public static GCHandle Handle;
        private static void Show(byte[] bytes, Stream output) => output.Write(bytes);
        """;

    private static readonly string[] Methods = ["First", "Second", "Third"];

    public static IReadOnlyList<FixShape> All { get; } =
    [
        new(FixAll, kernel => File(Run("await First(request, output); await Second(request, output); await Third(request, output);")
            + string.Concat(Methods.Select(name => $"private static async Task {name}(HttpRequest request, Stream output) {{ var body = request.Body; await Task.Yield();\n{Text(kernel)}\n}}\n")))),
        new("comments", kernel => File(Run(string.Join('\n', kernel.Lines.Select((line, number) => $"// before {number}\n{line} // after {number}"))))),
        new("region", kernel => File(Run($"#region read it\n{Text(kernel)}\n#endregion\n"))),
        new(Conditional, kernel => File(Run(string.Join('\n', kernel.Lines.Select((line, number) => number == kernel.Inner ? $"#if !NEVER\n{line}\n#endif" : line))))),
        new("nested blocks", kernel => File(Run($"if (output.CanWrite)\n{{\nforeach (var pass in new[] {{ 1, 2 }})\n{{\n{Text(kernel)}\n}}\n}}"))),
        new("lambda", kernel => File(Run($"Func<Task> work = async () =>\n{{\nawait Task.Yield();\n{Text(kernel)}\n}};\nawait work();"))),
        new("local function", kernel => File(Run($"await Work();\nasync Task Work()\n{{\nawait Task.Yield();\n{Text(kernel)}\n}}"))),
        new("asynchronous method", kernel => File(Run(Text(kernel)))),
        new(Synchronous, kernel => File("public static Task<string> Run(HttpRequest request, Stream output)\n{\nvar body = request.Body;\nrequest.ContentLength = body.Length;\n"
            + $"{string.Join('\n', kernel.Synchronous)}\nreturn Task.FromResult(output.Length + \" \" + Last.Length);\n}}\n")),
        new("using block", kernel => File(Run($"using (var other = new StringWriter())\n{{\n{Text(kernel)}\n}}"))),
        new("using declaration", kernel => File(Run($"using var other = new StringWriter();\n{Text(kernel)}"))),
        new("partial class", kernel => "public static partial class Subject\n{\n" + Run(Text(kernel)) + "}\n", Order + $"public static partial class Subject\n{{\n{Fields}\n}}\n"),
        new("try and finally", kernel => File(Run($"try\n{{\n{Text(kernel)}\n}}\nfinally\n{{\noutput.WriteByte(1);\n}}"))),
        new("switch section", kernel => File(Run($"switch (output.CanWrite)\n{{\ncase true:\n{{\n{Text(kernel)}\nbreak;\n}}\n}}"))),
    ];

    private static string Text(FixKernel kernel) => string.Join('\n', kernel.Lines);

    private static string File(string members) => Order + $"public static partial class Subject\n{{\n{Fields}\n{members}}}\n";

    private static string Run(string statements) => $$"""
        public static async Task<string> Run(HttpRequest request, Stream output)
        {
        var body = request.Body;
        request.ContentLength = body.Length;
        await Task.Yield();
        {{statements}}
        return output.Length + " " + Last.Length;
        }

        """;
}
