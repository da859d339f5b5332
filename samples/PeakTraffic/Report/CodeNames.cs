namespace PeakTraffic.Report;

/// <summary>Types and methods as a person calls them.</summary>
internal static class CodeNames
{
    /// <summary><c>Checksums.ComputeNaive</c> of <c>PeakTraffic.Features.Checksums.ComputeNaive</c>.</summary>
    public static string Method(string method) => string.Join('.', method.Split('.').TakeLast(2));

    /// <summary><c>byte[]</c> of <c>System.Byte[]</c>.</summary>
    public static string Type(string? type) => type switch
    {
        "System.Byte[]" => "byte[]",
        "System.Char[]" => "char[]",
        "System.String" => "string",
        null => "object",
        _ => type.Split('.')[^1],
    };
}
