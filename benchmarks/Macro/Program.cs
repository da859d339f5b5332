using AppFrag.MacroBenchmark;

return await CommandLine.Create().Parse(args).InvokeAsync();
