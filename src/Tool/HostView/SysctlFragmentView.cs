using System.Globalization;
using AppFrag.Model;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.HostView;

/// <summary>
/// A commented fragment for <c>/etc/sysctl.d</c>: only the settings for which a finding stands, each with its reason, what
/// it is now and the way back. What sysctl cannot set is a comment.
/// </summary>
internal sealed class SysctlFragmentView : IHostView
{
    public void Show(HostPicture picture)
    {
        using var output = new StreamWriter(StandardOutput.Open());
        foreach (string line in Lines(picture.Report, picture.Findings))
        {
            output.Write(line);
            output.Write('\n');
        }
    }

    private static IEnumerable<string> Lines(HostReport report, IReadOnlyList<Finding> findings)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"# Proposed by appfrag host --sysctl on {report.Timestamp:yyyy-MM-dd HH:mm:ss}Z. Nothing of it has been applied.");
        yield return "# Try a setting at run time first (the command is given), look whether it helps, and only";
        yield return "# then save this as /etc/sysctl.d/90-appfrag.conf and run: sudo sysctl --system";
        var settings = findings.Where(finding => finding.Setting is not null).DistinctBy(finding => finding.Setting!.Name).ToArray();
        if (settings.Length == 0)
        {
            yield return "#";
            yield return "# Nothing need be changed: no finding asks for a setting.";
            foreach (var finding in findings)
            {
                yield return $"# {SafeText.OneLine(finding.Title)}: {SafeText.OneLine(finding.Action)}";
            }

            yield break;
        }

        foreach (var finding in settings)
        {
            yield return "";
            foreach (string line in Setting(finding, finding.Setting!))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Setting(Finding finding, SettingChange setting)
    {
        yield return SafeText.OneLine($"# {finding.Title} ({finding.Id}; {FindingText.Name(finding.Severity)}, evidence {(int)finding.Evidence} of 4)");
        foreach (string detail in finding.Details)
        {
            yield return SafeText.OneLine($"#   {detail}");
        }

        yield return SafeText.OneLine($"# {finding.Action}");
        yield return SafeText.OneLine($"# now:   {setting.CurrentValue ?? "not known here"}; own value of the {(setting.Kind == SettingKind.Environment ? "runtime" : "kernel")} here: {setting.DefaultValue ?? "none"}");
        yield return SafeText.OneLine($"# try:   {finding.Command}");
        yield return SafeText.OneLine($"# undo:  {finding.Undo}");
        yield return SafeText.OneLine($"# cost:  {finding.Cost}");
        yield return SafeText.OneLine($"# check: {finding.Verify}");
        yield return SafeText.OneLine(setting.Kind switch
        {
            SettingKind.Sysctl => $"{setting.Name} = {setting.ProposedValue}",
            SettingKind.Sysfs => $"# No sysctl; the line for /etc/tmpfiles.d/appfrag.conf: w {setting.Name} - - - - {setting.ProposedValue}",
            SettingKind.Cgroup => $"# No sysctl: the limit of a control group is set where the group is described (systemd MemoryMax=, a container's memory limit): {setting.ProposedValue}",
            _ => $"# No sysctl: an environment variable of the service: {setting.Name}={setting.ProposedValue}",
        });
    }
}
