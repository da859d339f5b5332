using System.CommandLine;

namespace AppFrag.Tool.Collect;

/// <summary><c>-p PID</c> or <c>-n NAME</c>: which process a command is about.</summary>
internal sealed class TargetOptions
{
    private readonly Option<int?> _id = new("--process-id", "-p") { Description = "The process, by its id", HelpName = "pid" };
    private readonly Option<string?> _name = new("--name", "-n") { Description = "The process, by its name in appfrag ps", HelpName = "name" };

    public void AddTo(Command command)
    {
        command.Add(_id);
        command.Add(_name);
        command.Validators.Add(result =>
        {
            if ((result.GetResult(_id) is null) == (result.GetResult(_name) is null))
            {
                result.AddError("Give either -p or -n.");
            }
        });
    }

    /// <summary>One of the two is not <see langword="null"/>.</summary>
    public (int? Id, string? Name) Read(ParseResult parsed) => (parsed.GetValue(_id), parsed.GetValue(_name));
}
