namespace AppFrag.Analyzers.Candidates;

/// <summary>Reads the text of a file word by word.</summary>
internal sealed class WordReader
{
    private static readonly bool[] IsNameLetter = Enumerable.Range(0, 128).Select(letter => char.IsLetterOrDigit((char)letter) || letter == '_').ToArray();

    private readonly string _text;

    public WordReader(string text)
    {
        _text = text;
        Read();
    }

    public List<(int Position, Hints Hints)> Words { get; } = new();

    /// <summary>Names that a <c>using</c> gives to types.</summary>
    public HashSet<string>? Aliases { get; private set; }

    private void Read()
    {
        var text = _text;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '+' && at + 1 < text.Length && text[at + 1] == '=')
            {
                // A number is added to a number.
                var added = Blanks(at + 2);
                Add(at, added < text.Length && char.IsDigit(text[added]) ? Hints.None : Hints.Text);
                continue;
            }

            if (!IsInName(letter))
            {
                continue;
            }

            var start = at;
            while (++at < text.Length && IsInName(text[at]))
            {
            }

            var length = at - start;
            if (length == 3 && letter == 'n' && text[start + 1] == 'e' && text[start + 2] == 'w')
            {
                Add(start, Creation(at));
            }
            else if (length == 5 && letter == 'u' && string.CompareOrdinal(text, start, "using", 0, length) == 0)
            {
                ReadAlias(at);
            }
            else if (Candidates.Words.OfCall(text, start, length) is not Hints.None and var hints)
            {
                // "ToString" is everywhere; only that of a variable, without a format, can be a builder's.
                Add(start, hints == Hints.Text && letter == 'T' && length == 8 && !IsOfVariable(start, at) ? Hints.None : hints);
            }

            // The letter that ended the word may start something itself.
            at--;
        }
    }

    private void Add(int position, Hints hints)
    {
        if (hints != Hints.None)
        {
            Words.Add((position, hints));
        }
    }

    /// <summary>What stands after <c>new</c>: the last name before the parenthesis or bracket tells.</summary>
    private Hints Creation(int at)
    {
        var (nameStart, nameLength) = (0, 0);
        for (at = Blanks(at); at < _text.Length; at = Blanks(at))
        {
            var letter = _text[at];
            if (IsInName(letter))
            {
                nameStart = at;
                at = NameEnd(at);
                nameLength = at - nameStart;
            }
            else if (letter == '<')
            {
                at = TypeArgumentsEnd(at);
            }
            else if (letter is '.' or ':' or '?' or '*' or '@')
            {
                at++;
            }
            else if (letter == '[')
            {
                return Hints.Array;
            }
            else
            {
                // Without a name it is the target that says the type, or a tuple that is the type of an array's elements.
                return letter != '(' ? Hints.None
                    : nameLength == 0 ? Hints.Array | Hints.Capacity | Hints.Collection
                    : Aliases?.Contains(_text.Substring(nameStart, nameLength)) == true ? Hints.Capacity | Hints.Collection
                    : Candidates.Words.OfCreation(_text, nameStart, nameLength);
            }
        }

        return Hints.None;
    }

    private bool IsOfVariable(int start, int end)
    {
        var open = Blanks(end);
        var dot = start - 1;
        while (dot > 0 && char.IsWhiteSpace(_text[dot]))
        {
            dot--;
        }

        return open < _text.Length && _text[open] == '(' && Blanks(open + 1) is var close && close < _text.Length && _text[close] == ')'
            && dot > 0 && _text[dot] == '.' && (IsInName(_text[dot - 1]) || char.IsWhiteSpace(_text[dot - 1]) || _text[dot - 1] is '!' or ')');
    }

    /// <summary><c>using Buffer = System.IO.MemoryStream;</c></summary>
    private void ReadAlias(int at)
    {
        var start = Blanks(at);
        var end = NameEnd(start);
        var next = Blanks(end);
        if (start > at && end > start && next < _text.Length && _text[next] == '=')
        {
            (Aliases ??= new HashSet<string>()).Add(_text.Substring(start, end - start));
        }
    }

    private int TypeArgumentsEnd(int at)
    {
        for (var depth = 0; at < _text.Length; at++)
        {
            depth += _text[at] == '<' ? 1 : _text[at] == '>' ? -1 : 0;
            if (depth == 0 || _text[at] == ';')
            {
                return at + 1;
            }
        }

        return at;
    }

    private int Blanks(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at;
    }

    private int NameEnd(int at)
    {
        while (at < _text.Length && IsInName(_text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsInName(char letter) => letter < 128 ? IsNameLetter[letter] : char.IsLetter(letter);
}
