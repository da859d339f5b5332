using AppFrag.Export.Profiles;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Export.Profiles;

public sealed class ProfileWriterTests
{
    private static readonly ProfileHeader Header = new(new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero), "shop", "1.4.2", "ab12cd3", 3600);

    [Fact]
    public void Write_IsTheDocumentedText()
    {
        var row = new ProfileRow("M:Shop.Orders.Upload(System.IO.Stream)", "Controllers/Orders.cs", 42, "System.Byte[]", "loh", 1048576.4, 0.61, 1500, "POST /orders/upload");

        Assert.Equal(
            "# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\tservice=shop\tversion=1.4.2\tcommit=ab12cd3\twindow=3600\n"
            + "# member\tfile\tline\ttype\tkind\tbytes_per_second\tshare\tsamples\troute\n"
            + "M:Shop.Orders.Upload(System.IO.Stream)\tControllers/Orders.cs\t42\tSystem.Byte[]\tloh\t1048576\t0.61\t1500\tPOST /orders/upload\n",
            ProfileWriter.Write(new Profile(Header, [row])));
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a\nb\r")]
    [InlineData("a\u001b[2J\u202e\u2028")]
    [InlineData("\ud83d half a pair")]
    [InlineData("\ud83d\ude00 a pair")]
    public void Write_WhateverNamesHold_CanBeReadAgain(string name)
    {
        var header = new ProfileHeader(Header.Generated, name, name, name, 1);
        string text = ProfileWriter.Write(new Profile(header, [new ProfileRow("M:A.B", name, 0, name + new string('x', 10_000), "loh", 1, 1, 1, name)]));

        var reading = ProfileReader.Read(text);

        Assert.Null(reading.Error);
        Assert.Equal(0, Assert.Single(reading.Profile!.Rows).Line);
    }

    [Theory]
    [InlineData("POST /orders/{id}", "POST /orders/{id}")]
    [InlineData("/orders/{id?}", "/orders/{id?}")]
    [InlineData("GET /orders?customer=17", "GET /orders")]
    [InlineData("order 4711 of alice@example.com", "")]
    [InlineData("https://example.com/x", "")]
    [InlineData("import /home/alice/x", "")]
    public void Of_Routes_AreTemplatesOrNothing(string route, string expected) =>
        Assert.Equal(expected, Assert.Single(ProfileRows.Of([Site("M:A.B") with { Routes = [new RouteShare(route, 1)] }])).Route);

    [Fact]
    public void Of_LeavesOutWhatACompilerCannotUse()
    {
        var rows = ProfileRows.Of(
        [
            Site("M:Small") with { Kind = AllocationKind.Soh },
            Site("M:Chance") with { Samples = 1 },
            Site(null),
            Site("M:Pinned") with { Kind = AllocationKind.Poh, BytesPerSecond = 1 },
            Site("M:Large") with { File = "/home/alice/shop/A.cs", ProjectFile = "A.cs", Line = 3 },
        ]);

        Assert.Equal(["M:Large loh A.cs 3", "M:Pinned poh  0"], rows.Select(row => $"{row.Member} {row.Kind} {row.File} {row.Line}"));
    }

    [Fact]
    public void Of_ManySites_KeepsTheLargest()
    {
        var rows = ProfileRows.Of(Enumerable.Range(1, 2000).Select(i => Site($"M:A.M{i}") with { BytesPerSecond = i }));
        Assert.Equal(ProfileRows.MaxRows, rows.Count);
        Assert.Equal(2000, rows[0].BytesPerSecond);
    }

    private static AllocationSite Site(string? member) => new()
    {
        Method = "A.B",
        Member = member,
        Type = "System.Byte[]",
        Kind = AllocationKind.Loh,
        BytesPerSecond = 1000,
        BytesPerSecondError = 10,
        Share = 0.5,
        ObjectSize = 100_000,
        Samples = 20,
    };
}
