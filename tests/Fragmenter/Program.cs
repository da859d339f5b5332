using System.Globalization;
using AppFrag.Fragmenter;

// Fragments this machine's memory on purpose, for experiments. Arguments: what (movable, pipes, faults) and how many MiB.
// Protocol: prints "ready" when memory is as asked for, holds it until a line comes on standard input or that ends, and
// lets the kernel take everything back by ending.
long bytes = long.Parse(args[1], CultureInfo.InvariantCulture) << 20;
Action<long> fragment = args[0] switch
{
    "movable" => MovableHoles.Make,
    "pipes" => PipeHoles.Make,
    "faults" => FaultLoad.Run,
    var other => throw new ArgumentException($"unknown fragmenter '{other}'"),
};
fragment(bytes);
Console.WriteLine("ready");
Console.ReadLine();
