using AppFrag.Export.Profiles;

namespace AppFrag.Agent.Tests.Export.Profiles;

public sealed class ProfileMergeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Merge_EachCountsForItsWindow()
    {
        // 100 bytes/s for a minute and 400 bytes/s for three: 325 bytes/s over the four.
        var merged = ProfileMerge.Merge([Of(60, Row("M:A", 100, 0.5, "GET /a")), Of(180, Row("M:A", 400, 1, "GET /b"))], 10);

        var row = Assert.Single(merged.Rows);
        Assert.Equal(325, row.BytesPerSecond);
        Assert.Equal(20, row.Samples);
        Assert.Equal("GET /b", row.Route);
        Assert.Equal(240, merged.Header.WindowSeconds);

        // All of the heap: 200 bytes/s for a minute, 400 for three.
        Assert.Equal(325.0 / 350, row.Share, 10);
    }

    [Fact]
    public void Merge_ARowThatOneHasNot_CountsAsNothingThere()
    {
        var merged = ProfileMerge.Merge([Of(100, Row("M:A", 100, 1)), Of(100, Row("M:B", 300, 1))], 10);

        Assert.Equal(["M:B 150 0.75", "M:A 50 0.25"], merged.Rows.Select(row => FormattableString.Invariant($"{row.Member} {row.BytesPerSecond} {row.Share}")));
    }

    [Fact]
    public void Merge_OfOne_IsTheSame()
    {
        var one = Of(60, Row("M:A", 100, 0.5), Row("M:B", 50, 0.25));
        Assert.Equal(ProfileWriter.Write(one), ProfileWriter.Write(ProfileMerge.Merge([one], 10)));
    }

    [Fact]
    public void Merge_InAnyOrder_GivesTheSame()
    {
        Profile[] parts = [.. Enumerable.Range(1, 20).Select(i => Of(i * 10, [.. Enumerable.Range(1, i).Select(j => Row($"M:A{j}", i * j, 1.0 / i))]))];
        Assert.Equal(ProfileWriter.Write(ProfileMerge.Merge(parts, 100)), ProfileWriter.Write(ProfileMerge.Merge([.. parts.Reverse()], 100)));
    }

    [Fact]
    public void Merge_WithoutWindows_AllCountAlike() =>
        Assert.Equal(150, Assert.Single(ProfileMerge.Merge([Of(0, Row("M:A", 100, 1)), Of(60, Row("M:A", 200, 1))], 10).Rows).BytesPerSecond);

    [Fact]
    public void Merge_TheNewestSaysWhichBuild()
    {
        var merged = ProfileMerge.Merge(
            [
                new Profile(new ProfileHeader(Start.AddDays(1), "shop", "2.0", "beef", 1), []),
                new Profile(new ProfileHeader(Start, "cart", "1.0", "cafe", 1), []),
            ],
            10);
        Assert.Equal(("cart+shop", "2.0", "beef", Start.AddDays(1)), (merged.Header.Service, merged.Header.Version, merged.Header.Commit, merged.Header.Generated));
    }

    private static Profile Of(double window, params ProfileRow[] rows) => new(new ProfileHeader(Start, "shop", "1.0", "ab12", window), rows);

    private static ProfileRow Row(string member, double bytesPerSecond, double share, string route = "") =>
        new(member, "A.cs", 1, "System.Byte[]", "loh", bytesPerSecond, share, 10, route);
}
