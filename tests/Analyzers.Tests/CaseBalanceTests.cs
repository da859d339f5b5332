using System.Collections;
using System.Reflection;
using AppFrag.Analyzers.Rules;
using AppFrag.Analyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests;

/// <summary>
/// A rule that is wrong about sound code is switched off: each has at least as many cases in which it must stay silent as cases in which it must report. Each
/// row of a theory is a case; <see cref="CaseKind"/> says which are silent, and the verifiers see to it that they are.
/// </summary>
public sealed class CaseBalanceTests
{
    public static TheoryData<string> RuleIds => new(typeof(LargeArrayRule).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
        .Where(descriptor => descriptor.Category is Rule.BuffersCategory or Rule.PoolsCategory)
        .Select(descriptor => descriptor.Id)
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_HasNoFewerSilentCasesThanReportingOnes(string id)
    {
        var cases = typeof(CaseBalanceTests).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes<TraitAttribute>().Any(trait => trait.Name == "Rule" && trait.Value == id))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .ToLookup(method => CaseKind.IsSilent(method.Name), CountCases);
        var reporting = cases[false].Sum();
        var silent = cases[true].Sum();
        TestContext.Current.TestOutputHelper?.WriteLine($"{id}: {reporting} reporting, {silent} silent");
        Assert.True(reporting > 0, $"no case in which {id} reports");
        Assert.True(silent >= reporting, $"{id}: {reporting} reporting cases, {silent} silent ones");
    }

    private static int CountCases(MethodInfo method)
    {
        var rows = method.GetCustomAttributes<InlineDataAttribute>().Count()
            + method.GetCustomAttributes<MemberDataAttribute>().Sum(data => CountRows(method.DeclaringType!, data.MemberName));
        return Math.Max(rows, 1);
    }

    private static int CountRows(Type type, string member) => ((IEnumerable)type.GetProperty(member)!.GetValue(null)!).Cast<object>().Count();
}
