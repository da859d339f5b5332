using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class RouteTableTests
{
    private readonly RouteTable _routes = new(capacity: 100);

    [Fact]
    public void Of_AHundredThousandNames_KeepsTheFirstAndSumsUpTheRest()
    {
        for (int i = 0; i < 100_000; i++)
        {
            Assert.Equal(i < 100 ? $"order {i}" : "(other)", _routes.Of(Named($"order {i}"), now: 0).Label);
        }

        Assert.Equal(100, _routes.Count);
        Assert.Equal("order 7", _routes.Of(Named("order 7"), now: 0).Label);
    }

    [Fact]
    public void Of_Template_HasItsPlace_WhateverNamesThereAre()
    {
        for (int i = 0; i < 1000; i++)
        {
            _routes.Of(Named($"order {i}"), now: 0);
        }

        Assert.Equal(new RequestRoute("POST /orders/{id}", "/orders/{id}"), _routes.Of(new SpanLabel("POST", "POST", "/orders/{id}"), now: 0));
    }

    [Fact]
    public void Of_NameNotUsedForLong_GivesItsPlaceAway()
    {
        for (int i = 0; i < 100; i++)
        {
            _routes.Of(Named($"order {i}"), now: 0);
        }

        long later = (long)((RouteTable.Memory.TotalSeconds + 1) * Stopwatch.Frequency);
        Assert.Equal("job", _routes.Of(Named("job"), later).Label);
        Assert.Equal(1, _routes.Count);
    }

    /// <summary>Thousands of samples refer to a route: one object for all of them, and not one more for each.</summary>
    [Fact]
    public void Of_SameTemplate_IsTheSameObject_WhateverTheSpansAreNamed()
    {
        RequestRoute first = _routes.Of(new SpanLabel("POST /orders/1", "POST", "/orders/{id}"), now: 0);

        Assert.Same(first, _routes.Of(new SpanLabel("POST /orders/2", "POST", "/orders/{id}"), now: 1));
        Assert.NotSame(first, _routes.Of(new SpanLabel("GET /orders/1", "GET", "/orders/{id}"), now: 1));
        Assert.Same(_routes.Of(Named("job"), now: 0), _routes.Of(Named("job"), now: 1));
        Assert.Equal(3, _routes.Count);
    }

    private static SpanLabel Named(string name) => new(name, null, null);
}
