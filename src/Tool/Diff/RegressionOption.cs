using System.CommandLine;

namespace AppFrag.Tool.Diff;

/// <summary><c>--fail-on regression</c>: an exit code for pipelines.</summary>
internal static class RegressionOption
{
    private const string Regression = "regression";

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--fail-on")
        {
            Description = "Exit with 3 when a number is measurably worse, by more than a tenth",
            HelpName = Regression,
            CustomParser = result =>
            {
                if (result.Tokens[0].Value.Equals(Regression, StringComparison.OrdinalIgnoreCase))
                {
                    return Regression;
                }

                result.AddError($"--fail-on {result.Tokens[0].Value}: expected regression.");
                return null;
            },
        };
        option.CompletionSources.Add(Regression);
        return option;
    }
}
