using System.Globalization;
using System.Text.RegularExpressions;

namespace AppFrag.Tool.Tests;

/// <summary>A copy of a fixture tree with a few things changed, as a copied procfs and sysfs of a sick machine.</summary>
internal sealed class HostTree : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("appfrag-tree-").FullName;

    /// <summary>The recorded machine whose free memory is in pieces and where nothing else is wrong.</summary>
    public HostTree()
        : this("x64-fragmented")
    {
        // Its cgroup has reached its limit, which is a matter of its own.
        Write("sys/fs/cgroup/memory.events", "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\n");
    }

    private HostTree(string name)
    {
        string from = Path.GetDirectoryName(ToolProcess.Tree(name))!;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(_root, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    public HostTree Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public HostTree Vmstat(params (string Name, long Value)[] counters) => Edit("proc/vmstat", counters, (name, value) => (@$"^{name} \d+$", $"{name} {value}"));

    /// <summary>In KiB.</summary>
    public HostTree Meminfo(params (string Name, long Value)[] fields) => Edit("proc/meminfo", fields, (name, value) => (@$"^{name}:\s+\d+ kB$", $"{name}: {value} kB"));

    public HostTree Sysctl(string name, long value) => Write("proc/sys/vm/" + name, value.ToString(CultureInfo.InvariantCulture) + "\n");

    public HostTree HugePages(string enabled, string defrag) => Write("sys/kernel/mm/transparent_hugepage/enabled", $"[{enabled}] other\n")
        .Write("sys/kernel/mm/transparent_hugepage/defrag", $"[{defrag}] other\n");

    public string At(string file) => Path.Combine(_root, file);

    public string[] Arguments(params string[] more) => ["host", "--procfs", Path.Combine(_root, "proc"), "--sysfs", Path.Combine(_root, "sys"), .. more];

    public Task<ToolResult> RunAsync(params string[] more) => ToolProcess.RunAsync(Arguments(more));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private HostTree Edit(string file, (string Name, long Value)[] changes, Func<string, long, (string Pattern, string Line)> line)
    {
        string text = File.ReadAllText(Path.Combine(_root, file));
        foreach (var (name, value) in changes)
        {
            var (pattern, replacement) = line(name, value);
            Assert.Matches(new Regex(pattern, RegexOptions.Multiline), text);
            text = Regex.Replace(text, pattern, replacement, RegexOptions.Multiline);
        }

        return Write(file, text);
    }
}
