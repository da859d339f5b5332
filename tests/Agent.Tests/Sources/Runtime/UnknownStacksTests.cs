using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Sources.Runtime;

public class UnknownStacksTests
{
    private static readonly TimeSpan Late = UnknownStacks.EventLateness + TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly UnknownStacks _unknown;

    public UnknownStacksTests() => _unknown = new UnknownStacks(_time);

    [Fact]
    public void Resolved_HasItsSite_AndIsUnknownNoMore()
    {
        CallStack known = Stack(1), other = Stack(2);
        _unknown.Add([Sample(known), Sample(known), Sample(other)]);

        int resolved = _unknown.Resolve((addresses, type) => addresses[0] == 1 ? new CodeSite("Shop.Add", null, null, type) : null);

        Assert.Equal((1, 1), (resolved, _unknown.Count));
        Assert.Equal(("System.Byte[]", null), (known.Site?.Via, other.Site));
    }

    [Fact]
    public void UnknownForAMoment_IsWaitedFor_ThenNamed()
    {
        AllocationSample[] samples = [Sample(Stack(1))];
        _unknown.Add(samples);
        Assert.False(_unknown.AreWorthNaming(samples, _ => false));

        _time.Advance(Late);

        Assert.True(_unknown.AreWorthNaming(samples, _ => false));
    }

    [Fact]
    public void StacksOfTheAgentItself_AreNotWorthIt()
    {
        AllocationSample[] samples = [Sample(Stack(1)), Sample(Stack(2))];
        _unknown.Add(samples);
        _time.Advance(Late);

        Assert.False(_unknown.AreWorthNaming(samples, _ => true));
        Assert.True(_unknown.AreWorthNaming(samples, stack => stack.Addresses[0] == 1));
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(300, false)]
    public void LessThanAHundredthOfTheSamples_IsNotWorthIt(int known, bool isWorthIt)
    {
        CallStack named = Stack(1);
        named.Site = new CodeSite("Shop.Add", null, null, null);
        AllocationSample[] samples = [.. Enumerable.Repeat(Sample(named), known), Sample(Stack(2))];
        _unknown.Add(samples);
        _time.Advance(Late);

        Assert.Equal(isWorthIt, _unknown.AreWorthNaming(samples, _ => false));
    }

    [Fact]
    public void WhatNobodyNamesForAMinute_IsForgotten_AndMetAgain()
    {
        AllocationSample[] samples = [Sample(Stack(1))];
        _unknown.Add(samples);
        _time.Advance(TimeSpan.FromSeconds(61));

        _unknown.Add([]);
        Assert.Equal(0, _unknown.Count);
        _unknown.Add(samples);
        Assert.Equal(1, _unknown.Count);
    }

    [Fact]
    public void AnyNumberOfThem_TakesBoundedMemory()
    {
        _unknown.Add([.. Enumerable.Range(0, UnknownStacks.Capacity * 2).Select(i => Sample(Stack((ulong)i)))]);

        Assert.Equal(UnknownStacks.Capacity, _unknown.Count);
    }

    private static CallStack Stack(ulong address) => new([address]);

    private static AllocationSample Sample(CallStack stack) => new(0, 1000, AllocationKind.Soh, "System.Byte[]", Guid.Empty, stack, 1);
}
