using AppFrag.Model;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>Finds the place in a person's code that a stack came from.</summary>
internal static class StackSite
{
    /// <summary>
    /// The innermost frame of the application, and the framework method it called, if it did. A stack without the
    /// application in it is named by its innermost frame.
    /// </summary>
    /// <param name="frames">Innermost first; <see langword="null"/> where the address is not known.</param>
    /// <param name="site">The frame to change.</param>
    /// <param name="via">The framework method that the site called directly and that led to the event.</param>
    /// <returns>False when an unknown frame stands before the first frame of the application: it might be the site.</returns>
    public static bool TryFind(ReadOnlySpan<ResolvedFrame?> frames, out ResolvedFrame site, out string? via)
    {
        via = null;
        for (var i = 0; i < frames.Length && frames[i] is { } frame; i++)
        {
            if (frame.Method.IsUserCode)
            {
                site = frame;
                return true;
            }

            via = frame.Method.FullName;
        }

        via = null;
        site = default;
        if (frames.IsEmpty || frames.Contains(null))
        {
            return false;
        }

        site = frames[0]!.Value;
        return true;
    }

    /// <summary>The same from addresses, with file and line where symbols are.</summary>
    /// <param name="addresses">Return addresses, innermost first.</param>
    /// <param name="methods">Names the addresses.</param>
    /// <param name="lines">Names the lines.</param>
    /// <returns><see langword="null"/> as long as the site is not known; a later naming may know it.</returns>
    public static CodeSite? Of(ReadOnlySpan<ulong> addresses, MethodMap methods, SourceLines lines)
    {
        var frames = new ResolvedFrame?[addresses.Length];
        for (var i = 0; i < frames.Length; i++)
        {
            frames[i] = methods.TryResolve(addresses[i], out var frame) ? frame : null;

            // Whatever lies further out changes nothing.
            if (frames[i] is null or { Method.IsUserCode: true })
            {
                break;
            }
        }

        if (!TryFind(frames, out var site, out var via))
        {
            return null;
        }

        return site.Method.ModulePath is { } module
            && lines.TryGetLine(module, site.Method.MethodToken, site.ILOffset, out var file, out var line)
            ? new CodeSite(site.Method.FullName, file, line, via)
            : new CodeSite(site.Method.FullName, File: null, Line: null, via);
    }
}
