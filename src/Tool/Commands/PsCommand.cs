using System.CommandLine;
using AppFrag.Tool.Processes;

namespace AppFrag.Tool.Commands;

/// <summary><c>appfrag ps</c>: attachable .NET processes.</summary>
internal static class PsCommand
{
    public static Command Create()
    {
        var format = OutputFormatOption.Create();
        var command = new Command("ps", "Attachable .NET processes: id, name, runtime version, command line") { format };
        command.SetAction(async (parsed, cancellation) =>
        {
            var processes = await ProcessList.ReadAsync(cancellation);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                ProcessJson.Write(processes);
            }
            else
            {
                ProcessTable.Write(processes);
            }

            return ExitCode.Fine;
        });
        return command;
    }
}
