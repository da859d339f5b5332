using System.Globalization;
using System.Text;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AppFrag.Analyzers.Tests.Profiles;

/// <summary>A large project of ordinary code, of which each file holds one type with ten methods; one in twenty methods makes an array.</summary>
internal static class GeneratedProject
{
    public const int MethodsOfType = 10;
    private const int Allocating = 20;

    /// <summary>A compilation that nobody has asked anything yet.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) =>
        CSharpCompilation.Create("Large", trees, InstalledFrameworks.AspNetCore, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static List<SyntaxTree> Parse(int types) =>
    [
        CSharpSyntaxTree.ParseText(Snippet.Usings, path: "/large/Usings.cs"),
        .. Enumerable.Range(0, types).Select(type => CSharpSyntaxTree.ParseText(Source(type), path: Invariant($"/large/Part{type % 50}/Type{type}.cs"))),
    ];

    /// <summary>Rows of members of this project, those that make arrays first, and then of other projects: a profile is of a whole service.</summary>
    public static string Profile(int types, int own, int rows)
    {
        var text = new StringBuilder(ProfileText.Header(daysOld: 1));
        foreach (var method in Enumerable.Range(0, types * MethodsOfType).OrderBy(method => method % Allocating).Take(own))
        {
            var (type, number) = (method / MethodsOfType, method % MethodsOfType);
            text.Append(CultureInfo.InvariantCulture, $"M:Large.Part{type % 50}.Type{type}.Method{number}(System.Int32,System.String)\tPart{type % 50}/Type{type}.cs\t{7 + (number * 16)}\tSystem.Byte[]\tloh\t{1_000_000 - method}\t0.0001\t20\tGET /{type}\n");
        }

        for (var other = Math.Min(own, types * MethodsOfType); other < rows; other++)
        {
            text.Append(CultureInfo.InvariantCulture, $"M:Other.Part{other % 50}.Type{other}.Run(System.Int32,System.String)\tType{other}.cs\t7\tSystem.Byte[]\tloh\t1000\t0.0001\t20\t\n");
        }

        return text.ToString();
    }

    private static string Source(int type)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"namespace Large.Part{type % 50};\n\npublic class Type{type}\n{{\n");
        for (var number = 0; number < MethodsOfType; number++)
        {
            var array = ((type * MethodsOfType) + number) % Allocating == 0 ? "new byte[count + text.Length]" : "Array.Empty<byte>()";
            text.Append(CultureInfo.InvariantCulture, $$"""
                    public string Method{{number}}(int count, string text)
                    {
                        var buffer = {{array}};
                        var names = new List<string>();
                        for (var i = 0; i < count; i++)
                        {
                            if (text.Length > i && char.IsLetter(text[i])) { names.Add(text.Substring(0, i) + i.ToString()); }
                        }

                        var lengths = names.Where(name => name.Length > {{number}}).Select(name => name.Length).ToList();
                        var sum = lengths.Sum() + buffer.Length;
                        var found = names.FirstOrDefault(name => name.EndsWith(text, StringComparison.Ordinal)) ?? text;
                        return sum > 10 ? string.Join(", ", names) : $"{found}: {sum}";
                    }


                """);
        }

        return text.Append("}\n").ToString();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
