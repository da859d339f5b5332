using System.Globalization;
using AppFrag.Gallery;

// One scenario as a process of its own: it causes exactly one thing, with the agent inside, and prints what the agent finds.
// Arguments: the scenario and for how many seconds. Prints one line of JSON and ends.
if (args is not [var name, var seconds] || Gallery.Find(name) is not { } scenario)
{
    Console.Error.WriteLine($"usage: AppFrag.Gallery <scenario> <seconds>; scenarios: {string.Join(", ", Gallery.Names)}");
    return 1;
}

Console.WriteLine(await GalleryRun.RunAsync(name, scenario, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))));
return 0;
