namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Looks for calls in the text of a file, which tells sooner than its nodes that there are none.</summary>
internal static class CallText
{
    /// <summary>Whether one of <paramref name="names"/> stands before an opening parenthesis, blanks between them allowed.</summary>
    public static bool Mentions(string text, HashSet<string> names)
    {
        var longest = names.Max(name => name.Length);
        for (var open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open + 1))
        {
            var end = open;
            while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && end - start <= longest && IsInName(text[start - 1]))
            {
                start--;
            }

            if (start < end && end - start <= longest && IsAny(names, text, start, end - start))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAny(HashSet<string> names, string text, int start, int length)
    {
        foreach (var name in names)
        {
            if (name.Length == length && name[0] == text[start] && string.CompareOrdinal(name, 0, text, start, length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
