using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AppFrag.Corpus.Git;

/// <summary>Reads files of one commit out of a clone, bare or not, without a work tree.</summary>
internal static class GitObjects
{
    /// <summary>Every file of the commit: path and object id.</summary>
    /// <exception cref="CorpusException">No such clone or commit, or git failed.</exception>
    public static IReadOnlyList<(string Path, string Id)> List(string clone, string commit)
    {
        using Process git = Start(clone, ["ls-tree", "-r", "-z", commit]);
        git.StandardInput.Close();
        string[] entries = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Finish(git, clone, commit);
        List<(string, string)> files = new(entries.Length);
        foreach (string entry in entries)
        {
            // "<mode> <type> <id>\t<path>"; submodules have the type "commit".
            int tab = entry.IndexOf('\t', StringComparison.Ordinal);
            string[] head = entry[..tab].Split(' ');
            if (head[1] == "blob")
            {
                files.Add((entry[(tab + 1)..], head[2]));
            }
        }

        return files;
    }

    /// <summary>The text of each object, in order.</summary>
    public static IReadOnlyList<string> Read(string clone, IReadOnlyList<string> ids)
    {
        using Process git = Start(clone, ["cat-file", "--batch"]);
        // Written beside the reading: git answers as it goes, and both pipes are small.
        Task writing = Task.Run(() =>
        {
            foreach (string id in ids)
            {
                git.StandardInput.Write(id);
                git.StandardInput.Write('\n');
            }

            git.StandardInput.Close();
        });
        Stream answers = git.StandardOutput.BaseStream;
        List<string> texts = new(ids.Count);
        foreach (string id in ids)
        {
            string header = ReadLine(answers);
            int size = int.Parse(header[(header.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
            byte[] content = new byte[size + 1];
            answers.ReadExactly(content);
            using StreamReader reader = new(new MemoryStream(content, 0, size), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            texts.Add(reader.ReadToEnd());
        }

        writing.GetAwaiter().GetResult();
        Finish(git, clone, "objects");
        return texts;
    }

    private static string ReadLine(Stream stream)
    {
        StringBuilder line = new();
        for (int value = stream.ReadByte(); value != '\n'; value = stream.ReadByte())
        {
            if (value < 0)
            {
                throw new CorpusException("git cat-file ended early");
            }

            line.Append((char)value);
        }

        return line.ToString();
    }

    private static Process Start(string clone, string[] arguments)
    {
        ProcessStartInfo start = new("git", ["-C", clone, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new CorpusException("git could not be started");
    }

    private static void Finish(Process git, string clone, string what)
    {
        string error = git.StandardError.ReadToEnd().Trim();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new CorpusException($"{clone}: {what}: {error}");
        }
    }
}
