using System.CommandLine;
using AppFrag.Corpus;
using AppFrag.Corpus.Commands;
using AppFrag.Corpus.Git;
using AppFrag.Corpus.Pages;

Option<string> clones = new("--clones")
{
    Description = "Folder with the clones, as owner/name or owner+name.",
    DefaultValueFactory = _ => Environment.GetEnvironmentVariable("APPFRAG_CORPUS") ?? "artifacts/corpus",
    Recursive = true,
};
Option<string?> only = new("--only") { Description = "Only repositories whose name contains this text.", Recursive = true };
Option<bool> accept = new("--accept") { Description = "Write the findings or figures of this run into eng/Corpus/data; new findings are marked '?' until somebody has read them." };

Command run = new("run", "All rules over the pinned repositories; exits with 1 when the findings differ from the judged ones, or a rule failed.") { accept };
run.SetAction((parsed, _) => Guard(() => RunCommand.RunAsync(Layout.Find(), new Clones(parsed.GetValue(clones)!), parsed.GetValue(only), parsed.GetValue(accept))));

Command cases = new("cases", "Bugs that shipped: the rule fires at the stated place before the fix and is silent there after it.");
cases.SetAction((parsed, _) => Guard(() => CasesCommand.RunAsync(Layout.Find(), new Clones(parsed.GetValue(clones)!), parsed.GetValue(only))));

Option<int> rounds = new("--rounds") { Description = "How often to measure; the first round is also the one in which the code of the rules is compiled.", DefaultValueFactory = _ => 5 };
Command time = new("time", "What each rule costs beside the compile of the pinned repositories.") { rounds, accept };
time.SetAction((parsed, _) => Guard(() => TimeCommand.RunAsync(Layout.Find(), new Clones(parsed.GetValue(clones)!), parsed.GetValue(only), parsed.GetValue(rounds), parsed.GetValue(accept))));

Command page = new("page", "Writes docs/precision.md from the committed data.");
page.SetAction((_, _) => Guard(() => Task.FromResult(PrecisionPage.Write(Layout.Find()))));

RootCommand root = new("Runs the rules over strangers' code, without restoring or building it, and keeps account of what they find there.") { clones, only, run, cases, time, page };
return await root.Parse(args).InvokeAsync();

static async Task<int> Guard(Func<Task<int>> action)
{
    try
    {
        return await action();
    }
    catch (CorpusException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return 2;
    }
}
