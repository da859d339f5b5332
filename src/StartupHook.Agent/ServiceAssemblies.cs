namespace AppFrag.StartupHook;

/// <summary>What the service came with, its frameworks included, as the runtime lists it before Main.</summary>
internal static class ServiceAssemblies
{
    private static readonly string All = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";

    public static bool HaveAspNetCore { get; } = Has("Microsoft.AspNetCore.Hosting");

    private static bool Has(string name) => All.Contains(Path.DirectorySeparatorChar + name + ".dll", StringComparison.OrdinalIgnoreCase);
}
