namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// File and line of a site. Optimized code has stretches that the compiler gives no IL offset for: most often a call
/// that it inlined and spread over several blocks. Where the code on both sides of such a stretch is of one line, so is
/// the stretch. Otherwise, e.g. in a block that the optimizer moved behind the end of the method, the runtime does not
/// tell which line the code came from, and the file alone is named rather than a line that may be wrong.
/// </summary>
internal static class SitePlace
{
    public static (string? File, int? Line) Of(ResolvedFrame site, SourceLines lines)
    {
        if (site.Method.ModulePath is not { } module)
        {
            return (null, null);
        }

        var token = site.Method.MethodToken;
        if (lines.TryGetLine(module, token, site.ILOffset, out var file, out var line))
        {
            return (file, line);
        }

        if (site.Around is { } around
            && lines.TryGetLine(module, token, around.Before, out file, out line)
            && lines.TryGetLine(module, token, around.After, out var fileAfter, out var lineAfter)
            && (file, line) == (fileAfter, lineAfter))
        {
            return (file, line);
        }

        return lines.TryGetFile(module, token, out file) ? (file, null) : (null, null);
    }
}
