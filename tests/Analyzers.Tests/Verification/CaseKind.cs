namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>
/// A class with the trait <c>Rule</c> holds the cases of that rule: a test whose name ends in "StaysSilent" holds silent ones, any other reporting ones. What is
/// counted by name is checked case by case, so that no row of a theory counts for what it isn't.
/// </summary>
internal static class CaseKind
{
    public static bool IsSilent(string test) => test.EndsWith("StaysSilent", StringComparison.Ordinal) || test.EndsWith("StaySilent", StringComparison.Ordinal);

    /// <summary>Whether the running test marks what it says it does.</summary>
    public static void Check(string markup)
    {
        if (TestContext.Current.TestCase is not { } test || test.TestMethod is not { } method || !test.Traits.TryGetValue("Rule", out var rules))
        {
            return;
        }

        var isMarked = rules.Any(rule => markup.Contains("{|" + rule + ":", StringComparison.Ordinal));
        Assert.True(isMarked != IsSilent(method.MethodName), $"{method.MethodName} {(isMarked ? "marks" : "does not mark")} a diagnostic of {string.Join(", ", rules)}");
    }
}
