namespace AppFrag.Corpus.Git;

/// <summary>Where the clones are: <c>owner/name</c>, <c>owner+name</c>, each possibly with <c>/repo</c> below it, under one folder.</summary>
internal sealed class Clones(string folder)
{
    /// <summary>The clone of a repository.</summary>
    /// <param name="repository"><c>owner/name</c>.</param>
    /// <exception cref="CorpusException">There is none; the message says how to make it.</exception>
    public string Find(string repository)
    {
        foreach (string name in (string[])[repository, repository.Replace('/', '+')])
        {
            foreach (string below in (string[])["repo", ""])
            {
                string path = Path.Combine(folder, name, below);
                if (File.Exists(Path.Combine(path, "HEAD")) || Directory.Exists(Path.Combine(path, ".git")))
                {
                    return path;
                }
            }
        }

        throw new CorpusException(
            $"no clone of {repository} under {folder}; make one: git clone --bare https://github.com/{repository} {Path.Combine(folder, repository)}");
    }
}
