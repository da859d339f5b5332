namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>Where the sample's source allocates: the truth that spans and reports are compared with.</summary>
internal static class SampleSource
{
    public static CodeLine NaiveScratch { get; } = Find("Features/Checksums.cs", "naive scratch");

    public static CodeLine NaiveImage { get; } = Find("Features/ImagesController.cs", "naive image");

    public static CodeLine NaiveWebhookBytes { get; } = Find("Features/NaiveSignatureMiddleware.cs", "naive webhook bytes");

    public static CodeLine NaiveExportCopy { get; } = Find("Features/OrderExport.cs", "naive export");

    private static CodeLine Find(string file, string marker)
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "samples/PeakTraffic", file));
        return new CodeLine(file, 1 + Array.FindIndex(lines, line => line.EndsWith("// allocation: " + marker, StringComparison.Ordinal)));
    }
}

/// <param name="File">Relative to the sample's project.</param>
/// <param name="Line">1-based.</param>
internal sealed record CodeLine(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
