using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using PeakTraffic.Load;

namespace PeakTraffic;

/// <summary>The options of the sample: show everything (the default), only serve, or drive the load.</summary>
internal static class CommandLine
{
    private static readonly Option<TimeSpan> DurationOption = new("--duration")
    {
        Description = "Time for the whole run: a warm-up, the naive endpoints, their pooled twins. 30s, 2m or 1h.",
        CustomParser = Duration.Parse,
        DefaultValueFactory = _ => TimeSpan.FromSeconds(30),
    };

    private static readonly Option<double> RateOption = new("--rate")
    {
        Description = "Megabytes a second that the naive endpoints are made to put on the large object heap. The twins get the same requests.",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<string> UrlsOption = new("--urls")
    {
        Description = "Where the service listens. Port 0 takes a free port.",
        DefaultValueFactory = _ => "http://127.0.0.1:0",
    };

    private static readonly Option<bool> ServeOption = new("--serve") { Description = "Only serve, and print the address; no load and no report. Ctrl-C ends it." };

    private static readonly Option<string> DrivenServiceOption = new("--service") { Description = "Address of the service.", Required = true };

    private static readonly Option<Variant> VariantOption = new("--variant") { Description = "Which endpoints.", Required = true };

    private static readonly Option<bool> AttachedOption = new("--attached") { Description = "End with standard input: whoever started this process has ended.", Hidden = true };

    public static Task<int> RunAsync(string[] args, Func<ServiceOptions, WebApplication> buildService)
    {
        var parsed = Create(buildService).Parse(args);
        if (parsed.Action is ParseErrorAction error)
        {
            error.ShowHelp = false;
        }

        return parsed.InvokeAsync();
    }

    private static RootCommand Create(Func<ServiceOptions, WebApplication> buildService)
    {
        RateOption.Validators.Add(result => RequireToken(
            result,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= 10_000,
            "is not a rate: write megabytes a second, 1 to 10000"));
        UrlsOption.Validators.Add(result => RequireToken(
            result,
            text => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 or UriHostNameType.Dns,
            "is not an address to listen on: write for example http://127.0.0.1:5000"));

        var root = new RootCommand(
            """
            An ASP.NET Core service under real load, watched by AppFrag: endpoints that buffer each request in new large
            arrays, then the same endpoints with pooled buffers and streaming. Ends with a report of what it cost, which
            line did it, which compiler rule flags that line, and what changed.

            Set OTEL_EXPORTER_OTLP_ENDPOINT to send its traces and metrics to a backend as well.
            """)
        {
            DurationOption, RateOption, UrlsOption, ServeOption, DriveCommand(),
        };
        root.SetAction(async (parsed, cancellation) =>
        {
            var serve = parsed.GetValue(ServeOption);
            await using var service = buildService(new ServiceOptions(parsed.GetValue(UrlsOption)!, serve ? LogLevel.Information : LogLevel.Error));
            if (serve)
            {
                return await Server.RunAsync(service, cancellation);
            }

            return await new Demonstration(service, parsed.GetValue(DurationOption), parsed.GetValue(RateOption) * 1e6).RunAsync(cancellation);
        });
        return root;
    }

    private static void RequireToken(OptionResult result, Func<string, bool> isValid, string what)
    {
        if (result.Tokens is [var token] && !isValid(token.Value))
        {
            result.AddError($"'{token.Value}' {what}");
        }
    }

    private static Command DriveCommand()
    {
        var drive = new Command("drive", "Sends the load to a service that runs with --serve.")
        {
            DrivenServiceOption, VariantOption, RateOption, DurationOption, AttachedOption,
        };
        drive.SetAction((parsed, cancellation) => DriverMain.RunAsync(
            new LoadDriver(new Uri(parsed.GetValue(DrivenServiceOption)!), parsed.GetValue(VariantOption), parsed.GetValue(RateOption) * 1e6),
            parsed.GetValue(DurationOption),
            parsed.GetValue(AttachedOption),
            cancellation));
        return drive;
    }
}
