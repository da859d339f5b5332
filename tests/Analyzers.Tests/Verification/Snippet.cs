namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>Puts statements or members where the tests need them, so that a test shows only what it is about.</summary>
internal static class Snippet
{
    public const string Usings = """
        global using System;
        global using System.Buffers;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.IO.Compression;
        global using System.IO.Pipelines;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Runtime.InteropServices;
        global using System.Security.Cryptography;
        global using System.Text;
        global using System.Text.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Mvc.RazorPages;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.AspNetCore.SignalR;
        global using Microsoft.Extensions.Caching.Memory;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>The body of a controller action that has a file, a stream and an HTTP client at hand.</summary>
    public static string Action(string body) => $$"""
        public class ImportController : ControllerBase
        {
            private static readonly HttpClient Client = new();

            public async Task<IActionResult> Import(IFormFile file, CancellationToken token)
            {
                {{Indent(body, 8)}}
                await Task.Yield();
                return Ok();
            }

            private static void Use(object value) { }
        }
        """;

    /// <summary>The members of a controller.</summary>
    public static string Controller(string members) => $$"""
        public class ImportController : ControllerBase
        {
            {{Indent(members, 4)}}

            private static void Use(object value) { }
        }
        """;

    /// <summary>Statements of a method that maps endpoints.</summary>
    public static string Endpoints(string statements) => $$"""
        public static class Endpoints
        {
            public static void Map(WebApplication app)
            {
                {{Indent(statements, 8)}}
            }

            private static void Use(object value) { }
        }
        """;

    /// <summary>The body of a method that no request is known to reach.</summary>
    public static string ColdMethod(string body) => $$"""
        public static class Startup
        {
            public static void Prepare(Stream stream, string path)
            {
                {{Indent(body, 8)}}
            }

            private static void Use(object value) { }
        }
        """;

    internal static string Indent(string text, int columns) => text.ReplaceLineEndings("\n" + new string(' ', columns));
}
