namespace AppFrag.Corpus.Commands;

/// <summary>Where the committed data is: found upwards from the working folder, so that the program runs from anywhere in the source tree.</summary>
internal sealed class Layout
{
    private Layout(string root) => Root = root;

    public string Root { get; }

    public string Repositories => Path.Combine(Data, "repositories.tsv");

    public string Cases => Path.Combine(Data, "cases.tsv");

    public string Results => Path.Combine(Data, "results.tsv");

    public string Builds => Path.Combine(Data, "builds.tsv");

    public string Times => Path.Combine(Data, "times.tsv");

    public string Compiles => Path.Combine(Data, "compiles.tsv");

    public string CompileRules => Path.Combine(Data, "compile-rules.tsv");

    public string CaseResults => Path.Combine(Data, "case-results.tsv");

    public string Page => Path.Combine(Root, "docs", "precision.md");

    private string Data => Path.Combine(Root, "eng", "Corpus", "data");

    public string Judgements(string repository) => Path.Combine(Data, "judgements", repository.Replace('/', '+') + ".tsv");

    /// <exception cref="CorpusException">The working folder is not inside the source tree.</exception>
    public static Layout Find()
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AppFrag.sln")))
            {
                return new Layout(folder.FullName);
            }
        }

        throw new CorpusException("start it inside the source tree: no AppFrag.sln in this folder or above");
    }
}
