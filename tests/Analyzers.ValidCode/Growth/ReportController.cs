using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace AppFrag.Analyzers.ValidCode.Growth;

/// <summary>Streams, strings and collections of a request that stay small, or never hold everything.</summary>
public sealed class ReportController : ControllerBase
{
    public async Task Stream(IFormFile file)
    {
        await using var source = file.OpenReadStream();
        await source.CopyToAsync(Response.Body);
    }

    public async Task Rows(IAsyncEnumerable<string> rows)
    {
        await foreach (var row in rows)
        {
            await Response.WriteAsync(row);
        }
    }

    [HttpGet]
    public string Header(IReadOnlyList<string> names)
    {
        var text = new StringBuilder(Request.Path);
        foreach (var name in names)
        {
            text.Append(name).Append(';');
        }

        return text.ToString();
    }

    public static List<long> Squares()
    {
        var squares = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            squares.Add((long)i * i);
        }

        return squares;
    }

    public static long Frame(ushort kind, uint length)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(kind);
        writer.Write(length);
        return memory.Length;
    }
}
