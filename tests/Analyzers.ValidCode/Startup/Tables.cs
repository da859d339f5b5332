using System.Reflection;

namespace AppFrag.Analyzers.ValidCode.Startup;

/// <summary>What is made once may be large.</summary>
public static class Tables
{
    private static readonly int[] Squares = BuildSquares();
    private static readonly byte[] Zeros = new byte[1 << 20];
    private static readonly Lazy<byte[]> Template = new(() => ReadTemplate());
    private static byte[]? _logo;

    public static WebApplication MapTables(this WebApplication app)
    {
        var warm = new byte[4 * 1024 * 1024];
        Random.Shared.NextBytes(warm);
        var settings = File.ReadAllText("appsettings.json");

        app.MapGet("/square/{n}", (int n) => Squares[n & 0xFFFF]);
        app.MapGet("/zeros", () => Results.Bytes(Zeros));
        app.MapGet("/warm", () => warm.Length + settings.Length);
        app.MapGet("/template", () => Results.Bytes(Template.Value));
        app.MapGet("/logo", async () => Results.Bytes(_logo ??= await File.ReadAllBytesAsync("logo.png")));
        return app;
    }

    private static int[] BuildSquares()
    {
        var squares = new int[1 << 16];
        for (var i = 0; i < squares.Length; i++)
        {
            squares[i] = i * i;
        }

        return squares;
    }

    private static byte[] ReadTemplate()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("template")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
