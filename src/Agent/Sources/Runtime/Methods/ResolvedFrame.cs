namespace AppFrag.Sources.Runtime.Methods;

/// <param name="Method">The method that the address belongs to.</param>
/// <param name="ILOffset">Offset in the IL of the method; <see cref="ILMap.Unknown"/> in precompiled code and where the compiler did not say.</param>
/// <param name="Around">Where the compiler did not say: the nearest IL offsets it gave for the code before and behind.</param>
/// <param name="ILEnd">Where the next stretch of IL begins that the compiler gave a place to: what lies between may be of any statement there, see <see cref="ILMap"/>.</param>
internal readonly record struct ResolvedFrame(MethodFrame Method, int ILOffset, (int Before, int After)? Around = null, int ILEnd = int.MaxValue);
