using AppFrag.Model;

namespace AppFrag.Agent.Tests.Model;

public sealed class RequestRouteTests
{
    [Theory]
    [InlineData("POST", "/orders/{id}", "POST /orders/{id}")]
    [InlineData("POST", "orders/{id}", "POST /orders/{id}")]
    [InlineData(null, "orders/{id}", "/orders/{id}")]
    [InlineData("GET", null, "consume")]
    public void Of_LabelsForPeople_AndKeepsTheTemplateAsItIs(string? method, string? template, string label)
    {
        Assert.Equal(new RequestRoute(label, template), RequestRoute.Of(new SpanLabel("consume", method, template)));
    }
}
