using System.Collections.Concurrent;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Modules by the runtime's id, shared by all that gather methods of one process: a method compiled now may belong to a
/// module that only an earlier rundown has described. Bounded by the number of modules a process has loaded.
/// </summary>
internal sealed class MethodModules
{
    private readonly ConcurrentDictionary<ulong, MethodModule> _modules = new();

    public MethodModule Get(ulong id) => _modules.GetOrAdd(id, static _ => new MethodModule());
}
