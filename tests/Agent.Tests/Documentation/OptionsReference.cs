using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AppFrag.Composition;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>The table of docs/configuration.md.</summary>
internal static partial class OptionsReference
{
    public static IEnumerable<string> Table()
    {
        var defaults = new AppFragOptions();
        return ReferencePage.Table(
            ["option", "default", "range", "meaning"],
            typeof(AppFragOptions).GetProperties().Select(property => ReferencePage.Row($"`{property.Name}`", Default(property.GetValue(defaults)), Range(property), Meaning(property))));
    }

    private static string Meaning(PropertyInfo property) => DefaultSentence().Replace(Summaries.Of($"P:{typeof(AppFragOptions).FullName}.{property.Name}"), "").Trim();

    private static string Range(PropertyInfo property) =>
        OptionRange.All.FirstOrDefault(range => range.Name == property.Name) is { } range ? $"{Text(range.Min)} to {Text(range.Max)}"
        : property.PropertyType.IsEnum ? string.Join(' ', Enum.GetNames(property.PropertyType).Select(name => $"`{name}`"))
        : property.PropertyType == typeof(bool) ? "`true` `false`"
        : "";

    private static string Default(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "`true`" : "`false`",
        Enum name => $"`{name}`",
        _ => Text(value),
    };

    private static string Text(object value) => value switch
    {
        TimeSpan { Ticks: 0 } => "0",
        TimeSpan time when time < TimeSpan.FromSeconds(1) => FormattableString.Invariant($"{time.TotalMilliseconds} ms"),
        TimeSpan time when time >= TimeSpan.FromMinutes(2) => FormattableString.Invariant($"{time.TotalMinutes} min"),
        TimeSpan time => FormattableString.Invariant($"{time.TotalSeconds} s"),
        int number => number.ToString("#,0", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    // Has columns of its own.
    [GeneratedRegex(@"Default [^.]*(?:\.\d[^.]*)*\.(?: |$)")]
    private static partial Regex DefaultSentence();
}
