namespace AppFrag.Sources.Runtime.Methods;

/// <summary>One compiled piece of a method: a tier, an instantiation. Numbers only, see <see cref="MethodTable"/>.</summary>
/// <param name="Type">Number of the type's name.</param>
/// <param name="Name">Number of the method's name.</param>
/// <param name="Token">MethodDef token; 0 for dynamic code.</param>
/// <param name="Module">Number of the module.</param>
/// <param name="Map">Number of its IL map; <see cref="ILMaps.None"/> without.</param>
internal readonly record struct MethodCode(int Type, int Name, int Token, int Module, int Map);
