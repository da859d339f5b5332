using System.Text.Json;
using AppFrag.Gallery;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>
/// The associations on a real process for as long as it takes until one may be reported: more than two windows of five
/// minutes. One of them is known to be true beforehand; what else is said is printed.
/// </summary>
public sealed class AssociationLiveTests(ITestOutputHelper output)
{
    private const string Option = "APPFRAG_LIVE_ASSOCIATIONS";
    private const int Seconds = 640;

    [Fact]
    public async Task AllocationAndFullCollections_AreReported()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Option) == "1", $"takes eleven minutes of a machine that does little else; set {Option}=1");

        (string? result, _) = await GalleryProcess.RunAsync(new Expectation("changing-load", Seconds));

        using JsonDocument document = JsonDocument.Parse(result!);
        JsonElement[] associations = [.. document.RootElement.GetProperty("associations").EnumerateArray()];
        foreach (JsonElement one in associations.Concat(document.RootElement.GetProperty("changes").EnumerateArray()))
        {
            output.WriteLine(one.ToString());
        }

        Assert.Contains(associations, one => one.GetProperty("pair").GetString() == "allocation-gen2");
    }
}
