using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>What to do about a finding: one row of the advice table, filled in for this machine.</summary>
internal sealed record Remedy
{
    public required string Action { get; init; }

    public SettingChange? Setting { get; init; }

    /// <summary>Changes exactly one thing, or only looks.</summary>
    public string? Command { get; init; }

    public string? Undo { get; init; }

    public string? Cost { get; init; }

    public required string Verify { get; init; }

    /// <summary>
    /// Adds the setting with its command and the way back. A kernel setting whose value now cannot be read gets no command:
    /// nobody could undo it.
    /// </summary>
    public Remedy Changing(SettingChange setting) => setting.CurrentValue is null && setting.Kind != SettingKind.Environment
        ? this with { Action = $"{Action} Read {setting.Name} first: its value is unknown here, so a command could not be undone." }
        : this with
        {
            Setting = setting,
            Command = SettingCommand.Set(setting, setting.ProposedValue),
            Undo = SettingCommand.Undo(setting),
        };

    public Finding For(string id, string title, Severity severity, EvidenceLevel evidence, IEnumerable<string> details) => new()
    {
        Id = id,
        Title = title,
        Severity = severity,
        Evidence = evidence,
        Details = [.. details],
        Action = Action,
        Setting = Setting,
        Command = Command,
        Undo = Undo,
        Cost = Cost,
        Verify = Verify,
    };
}
