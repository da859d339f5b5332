using System.Diagnostics.CodeAnalysis;
using AppFrag.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppFrag.StartupHook;

/// <summary>
/// The agent and its exporters inside a service that knows nothing of them.
/// <para>
/// States: created → started → ended. The end is the process's: what is still to be sent goes out within
/// <see cref="FlushDeadline"/>, or is lost.
/// </para>
/// </summary>
internal sealed class HookedAgent
{
    /// <summary>How long the process may be held up at its end by a backend that does not answer.</summary>
    internal static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(1);

    private readonly Exporters _exporters;

    private HookedAgent(Exporters exporters) => _exporters = exporters;

    /// <param name="ownsTelemetry">The service has no OpenTelemetry of its own.</param>
    public static void Start(bool ownsTelemetry)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        ServiceIdentity identity = ServiceIdentity.OfThisProcess();
        var exporters = new Exporters(configuration, identity, ownsTelemetry);
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            logging.AddProvider(new RefusalLogger());
            exporters.AddLogs(logging);
        });
        AgentRegistration.TryAdd(services, configuration, configure: null);
        ServiceProvider provider = services.BuildServiceProvider();
        exporters.Logs = provider.GetService<OpenTelemetry.Logs.LoggerProvider>();

        // Before the agent asks for the same event: the last values have to be read before its instruments are gone.
        AppDomain.CurrentDomain.ProcessExit += new HookedAgent(exporters).OnProcessExit;
        provider.GetRequiredService<AgentService>().StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private void OnProcessExit(object? sender, EventArgs e)
    {
        var flush = new Thread(Flush) { IsBackground = true, Name = "AppFrag flush" };
        flush.Start();
        flush.Join(FlushDeadline);
    }

    [SuppressMessage("Design", "CA1031", Justification = "An exception on this thread would change the exit code of the service.")]
    private void Flush()
    {
        try
        {
            _exporters.Flush(FlushDeadline);
        }
        catch (Exception)
        {
            // What could not be sent is lost, and there is no time left to say so.
        }
    }
}
