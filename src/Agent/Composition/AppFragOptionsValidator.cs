using Microsoft.Extensions.Options;

namespace AppFrag.Composition;

/// <summary>Says which option is out of range and what the range is.</summary>
internal sealed class AppFragOptionsValidator : IValidateOptions<AppFragOptions>
{
    public ValidateOptionsResult Validate(string? name, AppFragOptions options)
    {
        var failures = OptionRange.All
            .Where(range => !range.Holds(options))
            .Select(range => $"{AppFragOptions.SectionName}:{range.Name} is {range.Value(options)}; it must be between {range.Min} and {range.Max}.")
            .ToList();
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
    }
}
