using System.Diagnostics;
using AppFrag.Agent.Tests.Diagnosis;
using AppFrag.Diagnosis;
using AppFrag.Export;
using AppFrag.Model;
using Microsoft.Extensions.Logging;

namespace AppFrag.Agent.Tests.Export;

public sealed class FindingLogTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";

    private static readonly Finding Found = Findings.In(RequestBufferWindows.Window(), ServiceDetectors.All)[0];

    private readonly Records _records = new();

    [Fact]
    public void Record_HasTheTraceContextOfTheWorstExample()
    {
        Write(FindingChangeKind.Opened, Found);

        Assert.Equal((Trace, Span, true), _records.Single().Context);
    }

    [Fact]
    public void Carrier_IsTakenOffAgain_AndNobodyIsToldOfIt()
    {
        var told = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => { lock (told) { told.Add(activity.OperationName); } },
            ActivityStopped = activity => { lock (told) { told.Add(activity.OperationName); } },
        };
        ActivitySource.AddActivityListener(listener);
        using Activity outer = new Activity("outer").Start();

        Write(FindingChangeKind.Opened, Found);

        Assert.Same(outer, Activity.Current);
        Assert.DoesNotContain("appfrag.finding", told);
    }

    [Fact]
    public void Record_WithoutAnExample_HasNoContext_WhateverIsCurrent()
    {
        using Activity outer = new Activity("outer").Start();
        Write(FindingChangeKind.Opened, Found with { Examples = [] });
        Write(FindingChangeKind.Opened, Found with { Examples = [new FindingExample(Trace, null, 1, TimeSpan.Zero)] });
        Write(FindingChangeKind.Opened, Found with { Examples = [new FindingExample("not hex", "either", 1, TimeSpan.Zero)] });
        Write(FindingChangeKind.Closed, Found);

        Assert.All(_records, record => Assert.Null(record.Context));
        Assert.Same(outer, Activity.Current);
    }

    [Fact]
    public void Numbers_AreAttributesOfTheirOwn_WithTheirInterval()
    {
        Write(FindingChangeKind.Opened, Found);

        Dictionary<string, object?> attributes = _records.Single().Attributes;
        Assert.Equal(412.0 * (1 << 20), attributes["appfrag.finding.number.loh.holes"]);
        Assert.Equal(148e6 - 4.4e6, attributes["appfrag.finding.number.site.rate.low"]);
        Assert.Equal(("opened", "warning", 3, 42), (attributes["appfrag.finding.state"], attributes["appfrag.finding.severity"], attributes["appfrag.finding.evidence"], attributes["code.line.number"]));
        Assert.Equal(("AF0001", "POST /import", Trace), (attributes["appfrag.finding.rule"], attributes["appfrag.finding.routes"], attributes["appfrag.finding.traces"]));
        Assert.DoesNotContain("{OriginalFormat}", attributes.Keys);
    }

    [Fact]
    public void Text_IsForPeople()
    {
        Write(FindingChangeKind.Opened, Found);

        string text = _records.Single().Text;
        Assert.StartsWith("Large object heap full of holes from per-request buffers (finding loh-fragmentation-per-request-buffers, evidence 3 of 4)\n61 % of", text, StringComparison.Ordinal);
        Assert.EndsWith($"Rule: AF0001\nWorst trace: {Trace} (3 pauses, 121 ms)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FindingChangeKind.Opened, Severity.Critical, LogLevel.Error, 1)]
    [InlineData(FindingChangeKind.Updated, Severity.Warning, LogLevel.Warning, 3)]
    [InlineData(FindingChangeKind.Opened, Severity.Info, LogLevel.Information, 1)]
    [InlineData(FindingChangeKind.Closed, Severity.Critical, LogLevel.Information, 2)]
    internal void Level_FollowsTheSeverity(FindingChangeKind kind, Severity severity, LogLevel level, int id)
    {
        Write(kind, Found with { Severity = severity });

        Assert.Equal((level, id), (_records.Single().Level, _records.Single().EventId));
    }

    [Fact]
    public void Symptom_WakesNobody()
    {
        Write(FindingChangeKind.Opened, Found with { SymptomOf = "root", Severity = Severity.Critical });

        Assert.Equal(LogLevel.Information, _records.Single().Level);
    }

    private void Write(FindingChangeKind kind, Finding finding) => new FindingLog(_records).Write([new FindingChange(kind, finding, TimeSpan.FromSeconds(60))]);

    private sealed record Record(LogLevel Level, int EventId, string Text, Dictionary<string, object?> Attributes, (string Trace, string Span, bool Recorded)? Context);

    private sealed class Records : List<Record>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Add(new Record(
            logLevel,
            eventId.Id,
            formatter(state, exception),
            ((IReadOnlyList<KeyValuePair<string, object?>>)state!).ToDictionary(),
            Activity.Current is { } current ? (current.TraceId.ToHexString(), current.SpanId.ToHexString(), current.Recorded) : null));
    }
}
