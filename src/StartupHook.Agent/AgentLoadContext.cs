using System.Reflection;
using System.Runtime.Loader;

namespace AppFrag.StartupHook;

/// <summary>
/// The agent's own assemblies, taken from its own folder even where the service has others of the same name. What is not in
/// that folder is the framework's and shared: Activity and Meter have to be the same types for both.
/// </summary>
internal sealed class AgentLoadContext(string folder) : AssemblyLoadContext("AppFrag")
{
    // ASP.NET Core's requests are made of its types (StringValues), so the copy that comes with ASP.NET Core is everybody's.
    private const string SharedWithAspNetCore = "Microsoft.Extensions.Primitives";

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == SharedWithAspNetCore && ServiceAssemblies.HaveAspNetCore)
        {
            return null;
        }

        string path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
