using AppFrag.Tool.Commands;

return await AppFragCommand.RunAsync(args);
