namespace AppFrag.Tool.Commands;

/// <summary>What the shell gets back.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    public const int Usage = 1;

    /// <summary>Nothing to attach to or nothing to read; one line on standard error says what.</summary>
    public const int CannotRead = 2;

    /// <summary>There are findings at or above the severity given with <c>--fail-on</c>.</summary>
    public const int Findings = 3;
}
