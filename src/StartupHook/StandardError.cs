using System.Diagnostics.CodeAnalysis;

namespace AppFrag.StartupHook;

/// <summary>The one line that a service gets to see when the agent cannot run.</summary>
internal static class StandardError
{
    [SuppressMessage("Design", "CA1031", Justification = "Standard error may be closed or full, and that is not the service's fault.")]
    public static void Say(string reason)
    {
        try
        {
            Console.Error.WriteLine("AppFrag is not running: " + reason.Replace('\r', ' ').Replace('\n', ' ') + ".");
        }
        catch (Exception)
        {
            // Nobody is left to tell.
        }
    }
}
