namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Modules by the runtime's id, shared by all that gather methods of one process: a method compiled now may belong to a
/// module that only an earlier rundown has described. Bounded by the number of modules a process has loaded. Any thread.
/// </summary>
internal sealed class MethodModules
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, MethodModule> _modules = [];

    public MethodModule Get(ulong id)
    {
        lock (_gate)
        {
            if (!_modules.TryGetValue(id, out MethodModule? module))
            {
                _modules[id] = module = new MethodModule();
            }

            return module;
        }
    }
}
