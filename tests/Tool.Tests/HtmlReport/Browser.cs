using System.Text.Json;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>Chromium without a window and without a network: it opens a file and tells what the page did.</summary>
public sealed class Browser : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ChromeDriverService _service = ChromeDriverService.CreateDefaultService(InPath("chromedriver"));
    private readonly ChromeDriver _driver;

    public Browser()
    {
        var options = new ChromeOptions { BinaryLocation = InPath("chromium") };
        // No sandbox: tests may run as root in a container. Every name resolves to nothing, so no request can leave.
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND");
        options.SetLoggingPreference("browser", LogLevel.All);
        options.SetLoggingPreference("performance", LogLevel.All);
        _service.SuppressInitialDiagnosticInformation = true;
        _driver = new ChromeDriver(_service, options, Deadline);
    }

    /// <summary>Whether both programs are there.</summary>
    public static bool IsInstalled => Find("chromium") is not null && Find("chromedriver") is not null;

    public const string WhyNot = "needs chromium and chromedriver (Debian packages chromium and chromium-driver)";

    /// <summary>Opens a file at a size and in a colour scheme, and waits until its page is drawn.</summary>
    internal OpenedPage Open(string path, int width, int height, string scheme)
    {
        _driver.Navigate().GoToUrl("about:blank");
        _driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 2, ["mobile"] = width < 600 });
        _driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["features"] = (object[])[new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = scheme }] });
        _ = _driver.Manage().Logs.GetLog("browser");
        _ = _driver.Manage().Logs.GetLog("performance");
        _driver.Navigate().GoToUrl(new Uri(path));
        // Two frames later everything has been laid out and drawn.
        _driver.ExecuteAsyncScript("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));");
        return new OpenedPage(_driver, Requests());
    }

    public void Dispose()
    {
        _driver.Quit();
        _driver.Dispose();
        _service.Dispose();
    }

    private string[] Requests()
    {
        var addresses = new List<string>();
        foreach (var entry in _driver.Manage().Logs.GetLog("performance"))
        {
            using var json = JsonDocument.Parse(entry.Message);
            var message = json.RootElement.GetProperty("message");
            if (message.GetProperty("method").GetString() == "Network.requestWillBeSent")
            {
                addresses.Add(message.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!);
            }
        }

        return [.. addresses];
    }

    private static string InPath(string program) => Find(program) ?? throw new InvalidOperationException(WhyNot);

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
