using System.Reflection;
using AppFrag.Export;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>Rows of attributes, with what <see cref="AttributeNames"/> says of them.</summary>
internal static class AttributesReference
{
    private static readonly Dictionary<string, string> Constants = typeof(AttributeNames).GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => (string)field.GetRawConstantValue()!, field => field.Name);

    public static IEnumerable<string> Table(IEnumerable<KeyValuePair<string, object?>> seen) => ReferencePage.Table(
        ["attribute", "type", "meaning"],
        seen.DistinctBy(tag => tag.Key).Select(tag => ReferencePage.Row($"`{tag.Key}`", TypeOf(tag.Value), Summaries.Of($"F:{typeof(AttributeNames).FullName}.{ConstantOf(tag.Key)}"))));

    /// <summary>Name of the constant that holds the key.</summary>
    public static string ConstantOf(string key) => Constants[key];

    private static string TypeOf(object? value) => value switch
    {
        string => "string",
        int or long => "int",
        double => "double",
        _ => throw new ArgumentException($"an attribute is a {value?.GetType()}"),
    };
}
