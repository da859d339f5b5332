using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>The shell command that changes a setting at run time, without a reboot and until the next one.</summary>
internal static class SettingCommand
{
    public static string Set(SettingChange setting, string value) => setting.Kind switch
    {
        SettingKind.Sysctl => $"sudo sysctl -w {setting.Name}={value}",
        SettingKind.Environment => $"export {setting.Name}={value}",
        _ => $"echo {value} | sudo tee {Quoted(setting.Name)}",
    };

    public static string Undo(SettingChange setting) => setting.CurrentValue is { } current
        ? Set(setting, current)
        : $"unset {setting.Name}";

    // Names of control groups come from whoever made them.
    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '.' or ':' or '@')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
