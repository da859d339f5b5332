using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Commands;

/// <summary>The options of <c>appfrag host</c>.</summary>
internal sealed class HostOptions
{
    private readonly Option<OutputFormat> _format = OutputFormatOption.Create();
    private readonly Option<bool> _watch = new("--watch") { Description = "Refresh until Ctrl-C, with rates; with --format json one document per line" };
    private readonly Option<double> _interval = RefreshOption.Create(2, "Seconds between two refreshes of --watch");
    private readonly Option<bool> _sysctl = new("--sysctl") { Description = "Print a commented sysctl.d fragment of the settings that findings ask for; nothing is written" };
    private readonly Option<Severity?> _failOn = FailOnOption.Create();
    private readonly Option<int?> _process = new("--process-id", "-p")
    {
        Description = "Whose cgroup and memory mappings to judge (default: those of this command)",
        HelpName = "pid",
        CustomParser = ParseProcess,
    };

    private readonly Option<string> _kernelLog = new("--kernel-log") { Description = "A file that dmesg was saved to (default: this machine's log, where it may be read)", HelpName = "file" };
    private readonly Option<string> _procfs = Root("--procfs", HostRoots.DefaultProcfs, "procfs");
    private readonly Option<string> _sysfs = Root("--sysfs", HostRoots.DefaultSysfs, "sysfs");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_format, _watch, _interval, _sysctl, _failOn, _process, _kernelLog, _procfs, _sysfs])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_sysctl) && (result.GetValue(_watch) || result.GetResult(_format) is { Implicit: false }))
            {
                result.AddError("--sysctl prints one fragment: give neither --watch nor --format with it.");
            }
            else if (result.GetValue(_watch) && result.GetResult(_failOn) is { Implicit: false })
            {
                result.AddError("--fail-on judges a single reading: do not give --watch with it.");
            }
        });
    }

    public HostRequest Read(ParseResult parsed) => new(
        new HostRoots(parsed.GetRequiredValue(_procfs), parsed.GetRequiredValue(_sysfs)) { ProcessId = parsed.GetValue(_process) },
        parsed.GetValue(_kernelLog),
        parsed.GetValue(_format),
        parsed.GetValue(_sysctl),
        parsed.GetValue(_watch) ? TimeSpan.FromSeconds(parsed.GetValue(_interval)) : null,
        parsed.GetValue(_failOn));

    private static int? ParseProcess(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id > 0)
        {
            return id;
        }

        result.AddError($"--process-id {text}: expected the id of a process.");
        return null;
    }

    private static Option<string> Root(string name, string fallback, string what)
    {
        var option = new Option<string>(name)
        {
            Description = $"Where {what} is: a container's mount of the node's, or a copied tree",
            HelpName = "directory",
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValueOrDefault<string>()))
            {
                result.AddError($"{name}: expected a directory.");
            }
        });
        return option;
    }
}
