namespace AppFrag.Analyzers.Rules;

/// <summary>Makes descriptors whose category and help link follow from the id alone.</summary>
internal static class Rule
{
    public const string BuffersCategory = "Buffers";
    public const string PoolsCategory = "Pools";
    public const string ProfileCategory = "Profile";

    public static string HelpLink(string id) =>
        "https://github.com/appfrag/appfrag/blob/main/docs/rules/" + id + ".md";
}
