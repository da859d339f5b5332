using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>The copied trees under Fixtures/proc.</summary>
internal static class Trees
{
    private static readonly string Fixtures = Path.Combine(AppContext.BaseDirectory, "Fixtures", "proc");

    public static HostRoots Roots(string tree)
    {
        string root = Path.Combine(Fixtures, tree);
        Assert.True(Directory.Exists(root), $"no tree {root}");
        return new HostRoots(Path.Combine(root, "proc"), Path.Combine(root, "sys"));
    }

    public static byte[] Bytes(string tree, string file) => File.ReadAllBytes(Path.Combine(Fixtures, tree, file));

    public static IEnumerable<string> All => Directory.GetDirectories(Fixtures).Select(directory => Path.GetFileName(directory));
}
