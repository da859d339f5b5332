using AppFrag.Model;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>Finds the place in a person's code that a stack came from.</summary>
internal static class StackSite
{
    /// <summary>
    /// The innermost frame of the application whose module has symbols; else the innermost of the application: a
    /// package from elsewhere usually has no symbols, and its caller is what a person can change. A stack without the
    /// application in it, e.g. when an asynchronous method of the framework goes on by itself while the application
    /// awaits it, is named by that method; without such a method by its innermost frame.
    /// </summary>
    /// <param name="frames">Innermost first; <see langword="null"/> where the address is not known.</param>
    /// <param name="hasSymbols">Whether the file of a module has symbols.</param>
    /// <param name="site">Index of the frame to change.</param>
    /// <param name="via">The method that did it on behalf of the site, see <see cref="ViaMethod"/>; <see langword="null"/> when the site did it itself.</param>
    /// <returns>False when an unknown frame stands before the first frame of the application: it might be the site.</returns>
    public static bool TryFind(ReadOnlySpan<ResolvedFrame?> frames, Func<string, bool> hasSymbols, out int site, out string? via)
    {
        var found = -1;
        var i = 0;
        for (; i < frames.Length && frames[i] is { } frame; i++)
        {
            if (IsWritten(frame, hasSymbols))
            {
                found = i;
                break;
            }

            found = found < 0 && frame.Method.IsUserCode ? i : found;
        }

        if (found < 0 && (frames.IsEmpty || i < frames.Length))
        {
            site = -1;
            via = null;
            return false;
        }

        site = found >= 0 ? found : ContinuedMethod(frames);
        via = ViaMethod.Of(frames[..site]);
        return true;
    }

    /// <summary>The same from addresses, with file and line where symbols are.</summary>
    /// <param name="addresses">Return addresses, innermost first.</param>
    /// <param name="type">What was allocated, as the runtime names it; <see langword="null"/> when unknown.</param>
    /// <param name="methods">Names the addresses.</param>
    /// <param name="lines">Names the lines.</param>
    /// <returns><see langword="null"/> as long as the site is not known; a later naming may know it.</returns>
    public static CodeSite? Of(ReadOnlySpan<ulong> addresses, string? type, MethodMap methods, SourceLines lines)
    {
        var frames = new ResolvedFrame?[addresses.Length];
        for (var i = 0; i < frames.Length && methods.TryResolve(addresses[i], out var frame); i++)
        {
            frames[i] = frame;
            if (IsWritten(frame, lines.HasSymbols))
            {
                break; // whatever lies further out changes nothing
            }
        }

        if (!TryFind(frames, lines.HasSymbols, out var site, out var via))
        {
            return null;
        }

        var frameOfSite = frames[site]!.Value;
        var deed = site == 0 ? new FrameDeed(type, null) : new FrameDeed(type, frames[site - 1]!.Value.Method.FullName);
        var (file, line) = SitePlace.Of(frameOfSite, deed, lines);
        var method = frameOfSite.Method;
        return method is { IsUserCode: true, ModulePath: { } module }
            ? new CodeSite(method.FullName, file, line, via, lines.MemberOf(module, method.MethodToken), file is null ? null : lines.ProjectFileOf(module, file))
            : new CodeSite(method.FullName, file, line, via);
    }

    /// <summary>The method that the plumbing of async methods has called, e.g. <c>StreamReader.ReadToEndAsync</c> rather than the <c>StringBuilder.ToString</c> in it.</summary>
    private static int ContinuedMethod(ReadOnlySpan<ResolvedFrame?> frames)
    {
        for (var i = 1; i < frames.Length; i++)
        {
            if (ViaMethod.IsPlumbing(frames[i]!.Value.Method.FullName))
            {
                return i - 1;
            }
        }

        return 0;
    }

    private static bool IsWritten(ResolvedFrame frame, Func<string, bool> hasSymbols) =>
        frame.Method is { IsUserCode: true, ModulePath: { } path } && hasSymbols(path);
}
