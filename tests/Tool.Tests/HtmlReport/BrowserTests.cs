using System.Globalization;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>The page in a real browser, opened from a file, without a network.</summary>
public sealed class BrowserTests : IClassFixture<BrowserTests.OneBrowser>, IDisposable
{
    private readonly Browser _browser;
    private readonly TemporaryFolder _folder = new();

    public BrowserTests(OneBrowser one)
    {
        Assert.SkipUnless(Browser.IsInstalled, Browser.WhyNot);
        _browser = one.Browser;
    }

    [Theory]
    [InlineData(1366, "light")]
    [InlineData(1366, "dark")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    public void FullRun_DrawsEverythingAndAsksForNothing(int width, string scheme)
    {
        var page = Open(SomeRun.Full(), width, scheme);

        AssertQuiet(page);
        var charts = page.ColorsOfCharts;
        Assert.Equal(
            ["panel-allocations", "panel-available", "panel-collections", "panel-findings", "panel-heap", "panel-heap-gen0", "panel-heap-gen1", "panel-heap-gen2", "panel-heap-loh", "panel-heap-poh", "panel-holes", "panel-host-index", "panel-pauses", "panel-waiting"],
            charts.Keys.Order(StringComparer.Ordinal));
        // An empty chart has its background, its grid and the greys of its letters.
        Assert.All(charts, chart => Assert.True(chart.Value > 20, $"{chart.Key} has {chart.Value} colours"));
        Assert.True(page.IsTrue("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen");
        Assert.Equal(scheme == "dark" ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)", page.Value("getComputedStyle(document.body).backgroundColor"));
    }

    [Fact]
    public void EmptyRun_SaysWhatIsMissing()
    {
        var page = Open(SomeRun.Empty, 1366, "light");

        AssertQuiet(page);
        Assert.Contains("Nothing was found in what was recorded.", page.Text, StringComparison.Ordinal);
        Assert.Contains("No allocation was sampled.", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.ColorsOfCharts);
    }

    [Fact]
    public void HostileTexts_AreShownAsTextAndDoNothing()
    {
        foreach (string text in SomeRun.HostileTexts)
        {
            var page = Open(SomeRun.Full(text), 390, "light");

            AssertQuiet(page);
            Assert.True(page.IsTrue("window.harmed === undefined"), text);
            Assert.True(page.IsTrue("document.querySelector('img, svg, iframe, object, form') === null"), text);
            Assert.Contains(Visible(text), page.AllText, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void LongNames_AreFoldedAndBreakNoLayout()
    {
        string name = string.Concat(Enumerable.Repeat("System.Collections.Generic.Dictionary`2[", 256));

        var page = Open(SomeRun.Full(name), 390, "light");

        AssertQuiet(page);
        Assert.True(name.Length > 10_000);
        Assert.Contains("10,240 characters", page.Text, StringComparison.Ordinal);
        Assert.Contains(name, page.AllText, StringComparison.Ordinal);
        Assert.True(page.IsTrue("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen");
    }

    [Fact]
    public void Keyboard_MovesOneCursorThroughAllChartsAndZooms()
    {
        var page = Open(SomeRun.Full(), 1366, "light");

        page.Run("const charts = document.querySelector('.charts'); charts.focus(); for (const key of ['ArrowRight', 'ArrowRight', '+']) charts.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));");

        Assert.Equal("1", page.Value("new Set([...document.querySelectorAll('.panel .u-cursor-x')].filter(one => one.closest('.charts')).map(one => one.style.transform)).size"));
        Assert.False(page.IsTrue("document.querySelector('.u-cursor-x').style.transform.includes('-10px')"));
        Assert.Contains("UTC", page.Value("document.querySelector('.where').textContent"), StringComparison.Ordinal);
        AssertQuiet(page);
    }

    [Fact]
    public void Pause_LeadsToItsPlaceOnTheTimeline()
    {
        var page = Open(SomeRun.Full(), 1366, "light");
        double at = double.Parse(page.Value("JSON.parse(document.getElementById('data').textContent).longestPauses[0].at")!, CultureInfo.InvariantCulture);

        page.Run("document.querySelector('.pauses button').click()");

        // Two seconds before it are shown, and two after: the cursor stands in the middle, in every chart.
        Assert.Equal("1", page.Value("new Set([...document.querySelectorAll('.panel .u-over')].map(over => Math.abs(new DOMMatrix(over.querySelector('.u-cursor-x').style.transform).e / over.clientWidth - 0.5) < 0.03)).size"));
        Assert.True(page.IsTrue("Math.abs(new DOMMatrix(document.querySelector('.u-cursor-x').style.transform).e / document.querySelector('.u-over').clientWidth - 0.5) < 0.03"));
        Assert.StartsWith(at.ToString("0.00", CultureInfo.InvariantCulture)[..3], page.Value("document.querySelector('.where').textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sites_AreSortedByTheirHeads()
    {
        var page = Open(SomeRun.Full(), 1366, "light");
        const string samples = "[...document.querySelectorAll('.sites tbody tr')].map(row => Number(row.lastChild.textContent.replace(',', ''))).slice(0, 2).join()";
        Assert.Equal("1000,500", page.Value(samples));

        page.Run("document.getElementById('sort-samples').click(); document.getElementById('sort-samples').click()");

        Assert.Equal("20,20", page.Value(samples));
        Assert.Equal("ascending", page.Value("document.getElementById('sort-samples').parentNode.getAttribute('aria-sort')"));
        Assert.Equal("sort-samples", page.Value("document.activeElement.id"));
    }

    public void Dispose() => _folder.Dispose();

    private OpenedPage Open(Run run, int width, string scheme)
    {
        string path = _folder.File("report.html");
        File.WriteAllText(path, HtmlPageTests.Page(run));
        return _browser.Open(path, width, 844, scheme);
    }

    private void AssertQuiet(OpenedPage page)
    {
        Assert.Empty(page.Complaints);
        Assert.Equal([new Uri(_folder.File("report.html")).AbsoluteUri], page.Requests);
        Assert.True(page.IsTrue("'ready' in document.documentElement.dataset"), "the page did not get to its end");
    }

    // As the page shows what controls or reorders text.
    private static string Visible(string text) => Terminal.SafeText.OneLine(text);

    /// <summary>Started once: it takes a second.</summary>
    public sealed class OneBrowser : IDisposable
    {
        private readonly Lazy<Browser> _browser = new(() => new Browser());

        public Browser Browser => _browser.Value;

        public void Dispose()
        {
            if (_browser.IsValueCreated)
            {
                _browser.Value.Dispose();
            }
        }
    }
}
