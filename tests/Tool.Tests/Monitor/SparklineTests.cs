using AppFrag.Tool.Monitor;

namespace AppFrag.Tool.Tests.Monitor;

public class SparklineTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 4, 8 }, 10, true, "▁▂▄█")]
    [InlineData(new double[] { 1, 2, 4, 8 }, 10, false, ".:=#")]
    [InlineData(new double[] { 9, 0, 0.001, 3 }, 3, true, " ▁█")]
    [InlineData(new double[] { 0, 0 }, 10, true, "  ")]
    [InlineData(new double[] { }, 10, true, "")]
    [InlineData(new double[] { 5 }, 0, true, "")]
    public void Of_ShareOfTheLargestShown(double[] values, int width, bool isUnicode, string expected) =>
        Assert.Equal(expected, Sparkline.Of(values, width, isUnicode));
}
