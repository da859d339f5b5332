using System.Text;

namespace AppFrag.Tool.Terminal;

/// <summary>Drops the blanks that tables leave at the end of lines: in a file or a pipe they are noise.</summary>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int _pendingBlanks;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _pendingBlanks++;
            return;
        }

        if (value is not ('\n' or '\r'))
        {
            inner.Write(new string(' ', _pendingBlanks));
        }

        _pendingBlanks = 0;
        inner.Write(value);
        if (value == '\n')
        {
            // Whoever reads along sees each line when it is done; nobody else flushes.
            inner.Flush();
        }
    }

    public override void Flush() => inner.Flush();
}
