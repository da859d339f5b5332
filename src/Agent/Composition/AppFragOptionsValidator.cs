using Microsoft.Extensions.Options;

namespace AppFrag.Composition;

/// <summary>Says which option is out of range and what the range is.</summary>
internal sealed class AppFragOptionsValidator : IValidateOptions<AppFragOptions>
{
    public ValidateOptionsResult Validate(string? name, AppFragOptions options)
    {
        var failures = new List<string>();
        Range(nameof(AppFragOptions.CpuBudget), options.CpuBudget, 0.001, 1);
        Range(nameof(AppFragOptions.SamplingBurst), options.SamplingBurst, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
        Range(nameof(AppFragOptions.SamplingInterval), options.SamplingInterval, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(5));
        Range(nameof(AppFragOptions.MinPause), options.MinPause, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Range(nameof(AppFragOptions.MaxSpansPerSecond), options.MaxSpansPerSecond, 0, 1000);
        Range(nameof(AppFragOptions.MaxSpansPerTrace), options.MaxSpansPerTrace, 1, 100);
        Range(nameof(AppFragOptions.FindingsWindow), options.FindingsWindow, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10));
        if (!Enum.IsDefined(options.HostMetrics))
        {
            failures.Add($"{AppFragOptions.SectionName}:{nameof(AppFragOptions.HostMetrics)} is {options.HostMetrics}; it takes Auto, On or Off.");
        }

        if (!Enum.IsDefined(options.AllocationSource))
        {
            failures.Add($"{AppFragOptions.SectionName}:{nameof(AppFragOptions.AllocationSource)} is {options.AllocationSource}; it takes Auto, Sampled, Tick or Off.");
        }

        if (options.SamplingBurst > options.SamplingInterval / 2)
        {
            failures.Add($"{AppFragOptions.SectionName}:{nameof(AppFragOptions.SamplingBurst)} ({options.SamplingBurst}) is more than half of {nameof(AppFragOptions.SamplingInterval)} ({options.SamplingInterval}).");
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

        void Range<T>(string option, T value, T min, T max)
            where T : IComparable<T>
        {
            // Not a number compares as less than anything.
            if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            {
                failures.Add($"{AppFragOptions.SectionName}:{option} is {value}; it must be between {min} and {max}.");
            }
        }
    }
}
