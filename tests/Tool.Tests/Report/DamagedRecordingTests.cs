using System.Text;
using AppFrag.Tool.Recordings;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Report;

/// <summary>A recording that is cut or damaged anywhere: a report on what is there, or one line; nothing else.</summary>
public sealed class DamagedRecordingTests
{
    private static readonly byte[] Whole = RecordedTrace.Fixture();

    [Fact]
    public void CutAtEveryBlockBoundary_ReportsWhatIsThereAndSaysWhere()
    {
        using var folder = new TemporaryFolder();
        var boundaries = BlockStarts().ToArray();
        Assert.True(boundaries.Length > 10, $"Only {boundaries.Length} blocks in the recording.");

        foreach (int length in boundaries)
        {
            string outcome = Read(folder, Whole.AsSpan(0, length));
            Assert.Contains($"cut off after {length} bytes", outcome, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CutInsideABlock_KeepsTheBlocksBefore()
    {
        using var folder = new TemporaryFolder();
        var boundaries = BlockStarts().ToArray();
        string path = folder.File("cut.nettrace");
        File.WriteAllBytes(path, Whole[..(boundaries[^1] + 20)]);

        var run = RunAnalysis.Analyze(RecordingFile.Read(path));

        Assert.Equal(6, run.Collections.Count(collection => collection.Reason == "induced"));
        Assert.Contains("inside a block", run.EndedEarly, StringComparison.Ordinal);
    }

    [Fact]
    public void CutAnywhere_NeverThrowsAnythingElse()
    {
        using var folder = new TemporaryFolder();
        int step = Whole.Length / 150;
        for (int length = 0; length < Whole.Length; length += step)
        {
            Assert.Contains("cut off after", Read(folder, Whole.AsSpan(0, Math.Max(length, 8))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void RandomBytesAnywhere_NeverThrowAnythingElse()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(7);
        for (int attempt = 0; attempt < 150; attempt++)
        {
            byte[] damaged = [.. Whole];
            for (int i = 0; i < 1 + (attempt % 20); i++)
            {
                damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            }

            Assert.NotEmpty(Read(folder, damaged));
        }
    }

    private static IEnumerable<int> BlockStarts()
    {
        // BeginObject, BeginObject, NullReference: the start of every block, and of nothing else with such a name behind it.
        byte[] start = [5, 5, 1];
        foreach (string name in (string[])["EventBlock", "MetadataBlock", "StackBlock", "SPBlock"])
        {
            byte[] text = Encoding.ASCII.GetBytes(name);
            for (int at = 0; (at = Whole.AsSpan(at).IndexOf(text) is var found and >= 0 ? at + found : -1) >= 0; at++)
            {
                int block = at - 15;
                if (Whole.AsSpan(block, 3).SequenceEqual(start))
                {
                    yield return block;
                }
            }
        }
    }

    private static string Read(TemporaryFolder folder, ReadOnlySpan<byte> bytes)
    {
        string path = folder.File("damaged.nettrace");
        File.WriteAllBytes(path, bytes);
        try
        {
            var run = RunAnalysis.Analyze(RecordingFile.Read(path));
            using var json = new MemoryStream();
            RunFile.Write(json, run);
            return run.EndedEarly ?? "whole";
        }
        catch (UnreadableRecordingException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return exception.Message;
        }
    }
}
