using System.Globalization;
using System.Text;

namespace AppFrag.Tool.Terminal;

/// <summary>Text of foreign origin (command lines, paths, file contents) made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>
    /// Control characters, line breaks and characters that reorder or hide text become visible escapes such as
    /// <c>\u001b</c>, so that what a process calls itself can neither move the cursor nor look like something else.
    /// </summary>
    public static string OneLine(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                safe.Append(rune.ToString());
            }
        }

        return safe.ToString();
    }
}
