using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Tool.HostView;

namespace AppFrag.Tool.Commands;

/// <summary>What somebody asked <c>appfrag host</c> for.</summary>
/// <param name="Roots">Where the kernel's files are, and whose process to look at.</param>
/// <param name="KernelLog">A saved kernel log, or <see langword="null"/>.</param>
/// <param name="Format">How to print.</param>
/// <param name="IsSysctl">Print a sysctl.d fragment instead.</param>
/// <param name="Refresh">Time between two pictures; <see langword="null"/> for a single one.</param>
/// <param name="FailOn">Severity from which findings make the exit code 3; <see langword="null"/> for never.</param>
internal sealed record HostRequest(
    HostRoots Roots,
    string? KernelLog,
    OutputFormat Format,
    bool IsSysctl,
    TimeSpan? Refresh,
    Severity? FailOn)
{
    public IHostView View() => IsSysctl ? new SysctlFragmentView()
        : Format == OutputFormat.Json ? new HostJsonView(isOneLine: Refresh is not null)
        : new HostTextView(isRefreshed: Refresh is not null);
}
