namespace AppFrag.Corpus.Loading;

/// <summary>What the SDK adds to a project by itself.</summary>
internal static class Implicit
{
    /// <summary>Global usings of <c>Microsoft.NET.Sdk</c>.</summary>
    private static readonly string[] Console =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>What <c>Microsoft.NET.Sdk.Web</c> adds to them.</summary>
    private static readonly string[] Web =
    [
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http",
        "Microsoft.AspNetCore.Routing", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    public static IReadOnlyList<string> Symbols { get; } =
    [
        "NET", "NETCOREAPP", "NETSTANDARD2_0_OR_GREATER", "NETSTANDARD2_1_OR_GREATER", "NETCOREAPP3_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER",
        .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "NET10_0",
    ];

    public static string Usings(bool web) => string.Concat((web ? [.. Console, .. Web] : Console).Select(name => $"global using {name};\n"));

    public static string Friends(IEnumerable<string> names) =>
        string.Concat(names.Select(name => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name.Split(',')[0].Trim()}\")]\n"));
}
