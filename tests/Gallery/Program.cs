using System.Globalization;
using AppFrag.Gallery;

// One scenario as a process of its own: it causes exactly one thing, with the agent inside, and prints what the agent finds.
// Arguments: the scenario, for how many seconds, and perhaps a file to keep what the detectors were given. Prints one line of
// JSON and ends.
if (args is not [var name, var seconds, ..] || args.Length > 3 || Gallery.Find(name) is not { } scenario)
{
    Console.Error.WriteLine($"usage: AppFrag.Gallery <scenario> <seconds> [<recording.json.gz>]; scenarios: {string.Join(", ", Gallery.Names)}");
    return 1;
}

var window = await GalleryRun.RunAsync(scenario, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
if (args is [_, _, var recording])
{
    RecordedWindow.Write(recording, name, window);
}

Console.WriteLine(GalleryJson.Of(name, window));
return 0;
