namespace AppFrag.Tool.Tests.Kernel;

/// <summary>Text that real kernels printed.</summary>
internal static class KernelFixture
{
    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "kernel", name));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "kernel", name));

    public static string[] All => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "kernel"), "*.txt").Order().Select(path => Path.GetFileName(path))];
}
