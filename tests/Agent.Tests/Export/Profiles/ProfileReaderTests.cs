using System.Diagnostics;
using AppFrag.Export.Profiles;

namespace AppFrag.Agent.Tests.Export.Profiles;

public sealed class ProfileReaderTests
{
    private const string Header = "# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\tservice=shop\tversion=1.4.2\tcommit=ab12cd3\twindow=3600\n";
    private const string Columns = "# member\tfile\tline\ttype\tkind\tbytes_per_second\tshare\tsamples\troute\n";
    private const string Row = "M:Shop.Orders.Upload(System.IO.Stream)\tControllers/Orders.cs\t42\tSystem.Byte[]\tloh\t1048576\t0.61\t1500\tPOST /orders/upload\n";

    [Fact]
    public void Read_AWholeProfile_GivesAllOfIt()
    {
        var profile = Good(Header + Columns + Row);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 21, 0, 0, TimeSpan.Zero), profile.Header.Generated);
        Assert.Equal(("shop", "1.4.2", "ab12cd3", 3600), (profile.Header.Service, profile.Header.Version, profile.Header.Commit, profile.Header.WindowSeconds));
        var row = Assert.Single(profile.Rows);
        Assert.Equal(
            ("M:Shop.Orders.Upload(System.IO.Stream)", "Controllers/Orders.cs", 42, "System.Byte[]", "loh", 1048576, 0.61, 1500L, "POST /orders/upload"),
            (row.Member, row.File, row.Line, row.Type, row.Kind, row.BytesPerSecond, row.Share, row.Samples, row.Route));
    }

    [Theory]
    [InlineData("\uFEFF" + Header + Row)]
    [InlineData("# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\r\nM:A.B\t\t\tSystem.Byte[]\tloh\t1\t1\t1\t\r\n")]
    [InlineData(Header + "\n# a comment\n" + Row)]
    [InlineData("# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\tadded=later\nM:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1e6\t1\t1\t\tmore\n")]
    public void Read_WhatEditorsAndLaterVersionsDo_IsFine(string text) => Assert.Single(Good(text).Rows);

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("hello\n", 1, "does not begin with '# appfrag.profile/1'")]
    [InlineData("# appfrag.profile/2\tgenerated=2026-11-22T21:00:00Z\n", 1, "schema 'appfrag.profile/2' is not known")]
    [InlineData("# appfrag.profile/1\tservice=shop\n", 1, "does not say when it was made")]
    [InlineData("# appfrag.profile/1\tgenerated=yesterday\n", 1, "generated 'yesterday' is no time")]
    [InlineData("# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\twindow=-1\n", 1, "window '-1' is no number of seconds")]
    [InlineData(Header + "M:A.B\tA.cs\t1\n", 2, "3 columns where 9 are expected")]
    [InlineData(Header + Row + "A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1\t1\t1\t\n", 3, "member 'A.B' is no documentation-comment id")]
    [InlineData(Header + "M:A.B\tA.cs\t-1\tSystem.Byte[]\tloh\t1\t1\t1\t\n", 2, "line '-1' is no line number")]
    [InlineData(Header + "M:A.B\tA.cs\t99999999999\tSystem.Byte[]\tloh\t1\t1\t1\t\n", 2, "line '99999999999' is no line number")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tgen9\t1\t1\t1\t\n", 2, "kind 'gen9' is none of")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\tNaN\t1\t1\t\n", 2, "bytes_per_second 'NaN' is no number")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1e999\t1\t1\t\n", 2, "bytes_per_second '1e999' is no number")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1\t1.5\t1\t\n", 2, "share '1.5' is no number from 0 to 1")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1\t1\tmany\t\n", 2, "samples 'many'")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1\t1\t1\tGET /\u001b[31m\n", 2, "holds the character U+001B")]
    [InlineData(Header + "M:A.B\tA.cs\t1\tSystem.Byte[]\tloh\t1\t1\t1\tGET /\u202e\n", 2, "holds the character U+202E")]
    [InlineData("\u007fELF\u0002\u0001\0\0", 1, "holds the character U+007F")]
    [InlineData("<<<<<<< ours\n", 1, "does not begin with")]
    [InlineData(Header + "<<<<<<< ours\n", 2, "1 columns where 9 are expected")]
    public void Read_WhatIsNoProfile_SaysWhatAndWhere(string text, int line, string error)
    {
        var reading = ProfileReader.Read(text);
        Assert.Null(reading.Profile);
        Assert.Equal(line, reading.ErrorLine);
        Assert.Contains(error, reading.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reading.Error!);
    }

    [Fact]
    public void Read_FilesMadeToBeSlow_IsQuick()
    {
        (string Name, string Text)[] hostile =
        [
            ("one endless line", Header + new string('x', 10_000_000)),
            ("nothing but tabs", Header + new string('\t', 10_000_000)),
            ("nothing but line ends", new string('\n', 10_000_000)),
            ("too large", new string('a', ProfileReader.MaxLength + 1)),
            ("too many rows", Header + string.Concat(Enumerable.Repeat("M:A.B\t\t\t\tloh\t1\t1\t1\t\n", 400_000))),
            ("a header of keys", "# appfrag.profile/1\t" + string.Join('\t', Enumerable.Repeat("generated=2026-11-22T21:00:00Z", 300_000)) + "\n"),
        ];
        Assert.All(hostile, file =>
        {
            var watch = Stopwatch.StartNew();
            Assert.NotNull(ProfileReader.Read(file.Text).Error);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{file.Name} took {watch.Elapsed}.");
        });
    }

    private static Profile Good(string text)
    {
        var reading = ProfileReader.Read(text);
        Assert.Null(reading.Error);
        return reading.Profile!;
    }
}
