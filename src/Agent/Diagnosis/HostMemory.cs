using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>Whether the totals of a reading are the kernel's.</summary>
internal static class HostMemory
{
    private const double MoreThanAll = 1.1;

    /// <summary>False where meminfo is made up for a container (LXCFS): the free lists then hold more than all free memory.</summary>
    public static bool HasKernelsMeminfo(this HostReport host) => host.FreeListCompleteness is not > MoreThanAll;
}
