using AppFrag.Model;
using AppFrag.Sources.Runtime;

namespace AppFrag.Agent.Tests.Sources.Runtime;

public class SharedSitesTests
{
    private static CodeSite Site(int line) => new("Shop.Orders.Add", "/src/Orders.cs", line, null);

    [Fact]
    public void SamePlace_IsTheSameObject()
    {
        var sites = new SharedSites(capacity: 8);

        CodeSite first = sites.Of(Site(7));

        Assert.Same(first, sites.Of(Site(7)));
        Assert.NotSame(first, sites.Of(Site(8)));
        Assert.Equal(8, sites.Of(Site(8)).Line);
    }

    [Fact]
    public void MorePlacesThanCapacity_AreAnsweredAndNotKept()
    {
        var sites = new SharedSites(capacity: 8);

        for (int line = 1; line <= 1000; line++)
        {
            Assert.Equal(line, sites.Of(Site(line)).Line);
            Assert.InRange(sites.Count, 1, 8);
        }
    }
}
