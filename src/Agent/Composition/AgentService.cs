using System.Diagnostics.CodeAnalysis;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AppFrag.Composition;

/// <summary>
/// Starts the agent with the host and ends it with the process, whichever way that goes.
/// <para>
/// States: created → running, or off (disabled, invalid options, a second agent in the process) → stopped. The end comes
/// from the host's stop or, when the host is never stopped, from <see cref="AppDomain.ProcessExit"/>. That event comes
/// after the runtime has waited for the readers of its sessions, so it cannot be what keeps a stuck reader from holding
/// the process up: the watch in <see cref="EventPipeStreams"/> is.
/// </para>
/// </summary>
internal sealed partial class AgentService(IOptions<AppFragOptions> options, TimeProvider timeProvider, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(1);

    // Stamping threads and sampling allocations are process-wide: a second agent would only double the cost.
    private static AgentService? _running;

    private readonly ILogger _logger = loggers.CreateLogger("AppFrag.Agent");
    private AgentParts? _parts;
    private AgentThread? _thread;
    private int _ended;

    private ReportBuilder Reports =>
        _parts?.Reports ?? throw new InvalidOperationException("The AppFrag agent is not running: the host has not been started, or the agent is off.");

    /// <summary>Describes the last <paramref name="window"/>.</summary>
    /// <exception cref="InvalidOperationException">The agent is not running.</exception>
    public AppFragReport CaptureReport(TimeSpan window) => Reports.Build(window);

    /// <summary>What the detectors are given of the last <paramref name="window"/>.</summary>
    /// <exception cref="InvalidOperationException">The agent is not running.</exception>
    public DiagnosisWindow CaptureWindow(TimeSpan window) => Reports.Window(window);

    /// <summary>How many entries each bounded table holds now, and how many it can hold; empty when the agent is not running.</summary>
    public IReadOnlyList<TableSize> Tables() => _parts?.Tables() ?? [];

    [SuppressMessage("Design", "CA1031", Justification = "An agent that cannot start must not keep the service from starting.")]
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Start();
        }
        catch (OptionsValidationException exception)
        {
            InvalidOptions(_logger, string.Join(" ", exception.Failures));
        }
        catch (Exception exception)
        {
            // E.g. a configuration value that cannot be parsed at all, which the binder throws as it likes.
            NotStarted(_logger, exception.Message.ReplaceLineEndings(" "));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        End();
        return Task.CompletedTask;
    }

    public void Dispose() => End();

    private void Start()
    {
        AppFragOptions value = options.Value;
        if (!value.Enabled)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _running, this, null) is not null)
        {
            AlreadyRunning(_logger);
            return;
        }

        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        _parts = new AgentParts(value, timeProvider, loggers);
        _thread = new AgentThread(_parts, timeProvider, _logger);
        _parts.StartTracking();
        _thread.Start();
    }

    private void OnProcessExit(object? sender, EventArgs e) => End();

    private void End()
    {
        if (_parts is null || Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _thread?.Stop(StopDeadline);
        _parts.Dispose();
        Interlocked.CompareExchange(ref _running, null, this);
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Error, Message = "AppFrag is off because its options are invalid: {Failures}")]
    private static partial void InvalidOptions(ILogger logger, string failures);

    [LoggerMessage(EventId = 11, Level = LogLevel.Error, Message = "AppFrag is off because it could not start: {Reason}")]
    private static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(EventId = 12, Level = LogLevel.Warning, Message = "AppFrag already runs in this process; this second host does not start another agent")]
    private static partial void AlreadyRunning(ILogger logger);
}
