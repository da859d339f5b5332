using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AppFrag.Composition;

/// <summary>What the agent needs from a container, whoever owns that: the service, or the startup hook.</summary>
internal static class AgentRegistration
{
    /// <returns>Whether this was the first time.</returns>
    public static bool TryAdd(IServiceCollection services, IConfiguration configuration, Action<AppFragOptions>? configure)
    {
        OptionsBuilder<AppFragOptions> options = services.AddOptions<AppFragOptions>().Bind(configuration.GetSection(AppFragOptions.SectionName));
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(AgentService)))
        {
            return false;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AppFragOptions>, AppFragOptionsValidator>());
        services.AddSingleton<AgentService>();
        services.AddSingleton(provider => new AppFragAgent(provider.GetRequiredService<AgentService>().CaptureReport));
        return true;
    }
}
