using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class SpanLabelsTests
{
    private readonly SpanLabels _labels = new();

    [Fact]
    public void NumberOf_TheSameLabel_IsTheSameNumber()
    {
        int number = _labels.NumberOf(Named("request"));

        Assert.Equal(number, _labels.NumberOf(Named("request")));
        Assert.NotEqual(number, _labels.NumberOf(new SpanLabel("request", "GET", null)));
        Assert.True(_labels.TryGet(number, out SpanLabel label));
        Assert.Equal("request", label.Name);
    }

    [Fact]
    public void TryGet_AForgottenNumber_IsUnknown_AndNeverAnotherLabel()
    {
        int[] numbers = [.. Enumerable.Range(0, SpanLabels.Capacity * 3).Select(i => _labels.NumberOf(Named($"order {i}")))];

        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(i >= SpanLabels.Capacity * 2, _labels.TryGet(numbers[i], out SpanLabel label));
            Assert.Equal(i >= SpanLabels.Capacity * 2 ? $"order {i}" : null, label.Name);
        }

        Assert.False(_labels.TryGet(0, out _));
    }

    private static SpanLabel Named(string name) => new(name, null, null);
}
