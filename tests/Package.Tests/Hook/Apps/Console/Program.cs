using System.Diagnostics;

// Works until a line comes, or for as many milliseconds as it is told.
var line = args.Length > 0 ? Task.Delay(int.Parse(args[0])) : Task.Run(Console.ReadLine);
var source = new ActivitySource("Console");
Console.WriteLine("working");
do
{
    using var work = source.StartActivity("work");
    GC.KeepAlive(new byte[300_000]);
}
while (!line.Wait(5));
return 7;
