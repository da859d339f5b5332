using System.CommandLine;

namespace AppFrag.Tool.Diff;

/// <summary><c>--fail-on regression</c>.</summary>
internal static class RegressionOption
{
    private const string Regression = "regression";

    public static Option<bool> Create()
    {
        var option = new Option<bool>("--fail-on")
        {
            Description = "Exit with 3 when a number is measurably worse, by more than a tenth",
            HelpName = Regression,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                if (result.Tokens[0].Value.Equals(Regression, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }

                result.AddError($"--fail-on {result.Tokens[0].Value}: expected regression.");
                return false;
            },
        };
        option.CompletionSources.Add(Regression);
        return option;
    }
}
