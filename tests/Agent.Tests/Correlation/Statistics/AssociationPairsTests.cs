using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

public sealed class AssociationPairsTests
{
    [Fact]
    public void Pairs_AreTwelveAtMost_AndEachIsOne()
    {
        Assert.InRange(AssociationPairs.All.Count, 1, 12);
        Assert.Equal(AssociationPairs.All.Count, AssociationPairs.All.Select(pair => pair.Id).Distinct().Count());
        Assert.Equal(AssociationPairs.All.Count, AssociationPairs.All.Select(pair => (pair.First, pair.Second)).Distinct().Count());
    }

    [Fact]
    public void Load_IsNeitherOfThePair_AndFits()
    {
        foreach (AssociationPair pair in AssociationPairs.All)
        {
            Assert.DoesNotContain(pair.First, pair.Load);
            Assert.DoesNotContain(pair.Second, pair.Load);
            Assert.InRange(pair.Load.Count, 0, Prewhitening.MaxLoads);
        }
    }

    // Heap pages are movable memory: no way is known in which holes in the heap would split the kernel's free lists.
    [Fact]
    public void HolesOfTheHeapAndOfTheKernel_HaveNoMechanism()
    {
        AssociationPair pair = Assert.Single(AssociationPairs.All, pair => pair.First == TimelineSeries.GcHoles || pair.Second == TimelineSeries.GcHoles);

        Assert.Null(pair.Mechanism);
    }

    [Fact]
    public void EverySeries_IsPartOfAPair_OrALoad()
    {
        IEnumerable<TimelineSeries> used = AssociationPairs.All.SelectMany(pair => pair.Load.Append(pair.First).Append(pair.Second));

        Assert.Empty(Enum.GetValues<TimelineSeries>().Except(used));
    }

    [Fact]
    public void Pairs_AreTheOnesThatTheDocumentationNames()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/diagnosis.md"));

        Assert.Equal(
            AssociationPairs.All.Select(pair => pair.Id),
            page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains("` × `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]));
    }
}
