using System.Globalization;
using OpenQA.Selenium.Chrome;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>A page that a browser shows.</summary>
/// <param name="driver">Shows it.</param>
/// <param name="requests">Every address that was asked for on its behalf.</param>
internal sealed class OpenedPage(ChromeDriver driver, IReadOnlyList<string> requests)
{
    public IReadOnlyList<string> Requests => requests;

    public string Text => (string)driver.ExecuteScript("return document.body.innerText")!;

    /// <summary>All of its text, also what is folded away.</summary>
    public string AllText => (string)driver.ExecuteScript("return document.body.textContent")!;

    /// <summary>Errors and warnings of the console.</summary>
    public IReadOnlyList<string> Complaints => [.. driver.Manage().Logs.GetLog("browser").Select(entry => entry.Message)];

    /// <summary>Charts by the id of their panel, with the number of different colours on their canvas.</summary>
    public IReadOnlyDictionary<string, int> ColorsOfCharts => Pairs("""
        return [...document.querySelectorAll('.panel')].map(panel => {
          const canvas = panel.querySelector('canvas');
          const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
          return panel.id + '=' + new Set(pixels).size;
        });
        """);

    public bool IsTrue(string script) => (bool)driver.ExecuteScript("return " + script)!;

    public string? Value(string script) => Convert.ToString(driver.ExecuteScript("return " + script), CultureInfo.InvariantCulture);

    public void Run(string script) => driver.ExecuteScript(script);

    private Dictionary<string, int> Pairs(string script) => ((IEnumerable<object>)driver.ExecuteScript(script)!)
        .Select(pair => ((string)pair).Split('='))
        .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
}
