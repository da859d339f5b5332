namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// File and line of a site. An entry of the compiler's map stands for a stretch of IL, usually one statement. Where it
/// is more (see <see cref="ILMap"/>), the line is the one on which the allocation, or the call that led to it, can
/// have been; if it can have been on several, the file alone is named rather than a line that may be wrong.
/// <para>
/// Optimized code also has stretches without any IL offset: most often a call that the compiler inlined and spread over
/// several blocks. Where the code on both sides of such a stretch is of one line, so is the stretch. Otherwise, and for
/// code compiled ahead of time, which comes without a map, the whole method is searched.
/// </para>
/// </summary>
internal static class SitePlace
{
    public static (string? File, int? Line) Of(ResolvedFrame site, FrameDeed deed, SourceLines lines)
    {
        if (site.Method.ModulePath is not { } module)
        {
            return (null, null);
        }

        var token = site.Method.MethodToken;
        if (site.Around is { } around
            && lines.TryGetLine(module, token, around.Before, out var file, out var line)
            && lines.TryGetLine(module, token, around.After, out var fileAfter, out var lineAfter)
            && (file, line) == (fileAfter, lineAfter))
        {
            return (file, line);
        }

        var from = Math.Max(site.ILOffset, 0);
        if (lines.TryGetOnlyLine(module, token, from, site.ILEnd, deed, out file, out line))
        {
            return (file, line);
        }

        return lines.TryGetFile(module, token, out file) ? (file, null) : (null, null);
    }
}
