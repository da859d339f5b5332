using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AppFrag.Tool.Commands;

/// <summary>The usual help, then examples to copy and what the exit codes mean.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Who asks for help need not have given what the command needs.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int result = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(parseResult.CommandResult.Command.Name switch
        {
            "host" => Host,
            "kernel" => Kernel,
            "ps" => Ps,
            "monitor" => Monitor,
            "collect" => Collect,
            "report" => Report,
            "diff" => Diff,
            "profile" or "merge" => Profile,
            _ => Root,
        });
        return result;
    }

    private const string ExitCodes = """
        Exit codes:
          0  fine
          1  the command line is wrong
          2  nothing could be read or attached to (standard error says what)
          3  there is what was named with --fail-on: findings of that severity or graver ones,
             or a regression
        """;

    private const string Root = $"""
        Examples:
          appfrag host                 is free memory in small pieces, is anybody harmed?
          appfrag host --format json   the same for scripts, schema appfrag.host/1
          appfrag kernel               who mixes, compacts, reclaims, allocates in the kernel? (root)
          appfrag ps                   which .NET processes could be looked into
          appfrag monitor -p 4711      watch one of them: heaps, rates, lines, findings
          appfrag collect -p 4711      record one of them, say which lines fill its heap
          appfrag report x.nettrace    the same from a recording of dotnet-trace
          appfrag diff a.json b.json   did the change help?
          appfrag profile merge …      what production allocates, for the compiler

        {ExitCodes}
        """;

    private const string Host = $$"""
        Examples:
          appfrag host                 two readings half a second apart, verdict, advice
          appfrag host --watch         refresh until Ctrl-C; run it under load
          appfrag host -p 1234         judge the cgroup and the memory mappings of that process
          appfrag host --sysctl        a sysctl.d fragment to read and perhaps save; often comments only
          appfrag host --fail-on warning --format json > host.json
          appfrag host --format json | jq '.zones[] | [.node, .zone, .unusableIndex[9]]'

          From a container that has the node's files mounted:
          appfrag host --procfs /host/proc --sysfs /host/sys

          A tree copied from another machine:
          appfrag host --procfs sick/proc --sysfs sick/sys --kernel-log sick/dmesg

        To copy a tree (with cat: kernel files have no size that cp could go by; as
        root, or without pagetypeinfo and slabinfo; PID is the service's):
          for f in /proc/{buddyinfo,meminfo,vmstat,zoneinfo,pagetypeinfo,slabinfo} \
                   /proc/pressure/memory /proc/PID/{maps,stat,smaps_rollup} \
                   /proc/sys/vm/{compaction_proactiveness,extfrag_threshold} \
                   /proc/sys/vm/{min_free_kbytes,watermark_*_factor,max_map_count} \
                   /sys/kernel/mm/transparent_hugepage/{enabled,defrag,hpage_pmd_size}
          do mkdir -p sick$(dirname $f); cat $f > sick$f; done
          mv sick/proc/PID sick/proc/self; dmesg > sick/dmesg

        Files that cannot be read are named with the reason; the others still count.

        {{ExitCodes}}
        """;

    private const string Kernel = $$"""
        Examples:
          sudo appfrag kernel                       ten seconds, then what was seen
          sudo appfrag kernel --duration 60s --top 30
          sudo appfrag kernel --format json | jq '.kmalloc.sites[] | [.site, .heldBytes]'

        Counts inside the kernel, changes no setting, and takes everything out again when
        it ends, also after Ctrl-C. What cannot be watched is named with the reason.

        {{ExitCodes}}
        """;

    private const string Monitor = $"""
        Examples:
          appfrag monitor -p 4711                  the last minute, renewed every second
          appfrag monitor -n Shop --refresh-interval 5
          appfrag monitor -p 4711 --duration 30s | tee seen.txt

        q or Ctrl-C ends it; the process goes on as before. What it costs the process is
        what appfrag collect costs it: at most 1 % of a core for samples, and GC events.

        {ExitCodes}
        """;

    private const string Collect = $"""
        Examples:
          appfrag collect -p 4711                          30 seconds, then the report
          appfrag collect -n Shop --duration 5m -o run.json
          appfrag collect -n Shop --html report.html       one file with charts, to pass on
          appfrag collect -n Shop --profile src/Shop/appfrag.profile.tsv
                                                           what the compiler then warns of
          appfrag collect -n Shop --fail-on warning        for a pipeline: exit code 3
          appfrag report run.json                          the same report again

        The process goes on as before. GC events are read all the time, allocation samples in
        bursts that cost it at most 1 % of a core. Ctrl-C ends the recording and keeps it.

        {ExitCodes}
        """;

    private const string Diff = $"""
        Examples:
          appfrag collect -n Shop --duration 60s -o before.json      then change the code
          appfrag collect -n Shop --duration 60s -o after.json       under the same load
          appfrag diff before.json after.json
          appfrag diff before.json after.json --fail-on regression   for a pipeline: exit code 3
          appfrag diff monday.tsv friday.tsv                         two profiles
          appfrag diff before.json after.json --format json | jq -r .verdict

        Sites are matched by member, type and heap, not by line. "Gone" means that not one sample was
        seen, and says below which rate that could still be chance. Longer recordings see more.

        {ExitCodes}
        """;

    private const string Profile = $"""
        Examples:
          appfrag collect -n Shop --duration 5m --profile src/Shop/appfrag.profile.tsv
          appfrag profile merge pod1.tsv pod2.tsv pod3.tsv -o src/Shop/appfrag.profile.tsv
          dotnet build src/Shop        AF2001 stands at the lines that allocate in production

        A profile is a small text file: members, lines, bytes per second, route templates. It can be
        reviewed and committed. An agent writes one with the option AppFrag__ProfilePath.

        {ExitCodes}
        """;

    private const string Report = $"""
        Examples:
          dotnet-trace collect --profile gc-verbose -p 4711 -o shop.nettrace
          appfrag report shop.nettrace
          appfrag report run.json --html report.html
          appfrag report run.json --format json | jq '.sites[0]'
          appfrag report run.json --fail-on warning        for a pipeline: exit code 3

        The HTML file holds the numbers, lines, paths and the command line of the process, but no
        request to anywhere: it can be mailed, and opens without a network.
        Lines need the debug symbols (.pdb) beside the assemblies, at the paths of the recording.
        What a recording lacks is named with the reason; of one that is cut off, what is there counts.

        {ExitCodes}
        """;

    private const string Ps = $"""
        Examples:
          appfrag ps                   processes of this user; as root, of all users
          appfrag ps --format json | jq -r '.processes[] | select(.state == "ok") | .processId'

        A process is missing? It runs with another TMPDIR, with DOTNET_EnableDiagnostics=0,
        or in another container.

        {ExitCodes}
        """;
}
