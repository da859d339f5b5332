using Microsoft.Extensions.Logging;

namespace AppFrag.StartupHook;

/// <summary>Writes the line with which the agent says that it is off, invalid options for instance, to standard error.</summary>
internal sealed class RefusalLogger : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Writer(categoryName == "AppFrag.Agent");

    public void Dispose()
    {
    }

    private sealed class Writer(bool writes) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => writes && logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Console.Error.WriteLine(formatter(state, exception));
            }
        }
    }
}
