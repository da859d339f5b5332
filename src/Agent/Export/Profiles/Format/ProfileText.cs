using System.Globalization;

namespace AppFrag.Export.Profiles;

/// <summary>Which characters a profile may hold. Compiled into the analyzers too, for netstandard2.0.</summary>
internal static class ProfileText
{
    /// <summary>Nothing that ends a line or a column, moves a cursor, or hides or reorders what stands around it.</summary>
    public static bool IsPlain(char c) => c is >= ' ' and <= '~' || CharUnicodeInfo.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
