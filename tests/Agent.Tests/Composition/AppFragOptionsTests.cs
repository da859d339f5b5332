using AppFrag.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace AppFrag.Agent.Tests.Composition;

public sealed class AppFragOptionsTests
{
    private readonly AppFragOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.True(_validator.Validate(null, new AppFragOptions()).Succeeded);

    public static TheoryData<string, string> Wrong => new()
    {
        { "SamplingBurst", "00:00:00.010" },
        { "SamplingBurst", "00:00:04" },
        { "SamplingInterval", "00:10:00" },
        { "CpuBudget", "0" },
        { "CpuBudget", "2" },
        { "CpuBudget", "NaN" },
        { "MinPause", "-00:00:01" },
        { "MaxSpansPerSecond", "-1" },
        { "MaxSpansPerTrace", "0" },
        { "FindingsWindow", "01:00:00" },
        { "HostMetrics", "17" },
        { "AllocationSource", "17" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OutOfRange_NamesTheOptionAndItsSection(string option, string value)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [option] = value }).Build();
        var options = new AppFragOptions();
        configuration.Bind(options);

        ValidateOptionsResult result = _validator.Validate(null, options);

        Assert.True(result.Failed);
        Assert.Contains("AppFrag:" + option, result.FailureMessage, StringComparison.Ordinal);
    }
}
