using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class StackSiteTests
{
    [Theory]
    [InlineData("app:Upload app:Main", "app:Upload", null)]
    [InlineData("set_Capacity Write app:Upload app:Main", "app:Upload", "set_Capacity")]
    [InlineData("Concat app:Upload Invoke app:Main", "app:Upload", "Concat")]
    [InlineData("app:Upload ? app:Main", "app:Upload", null)]
    [InlineData("pkg:Parse app:Upload app:Main", "app:Upload", "pkg:Parse")]
    [InlineData("Concat pkg:Parse pkg:Read Invoke app:Upload", "app:Upload", "pkg:Parse")]
    [InlineData("Concat pkg:Parse pkg:Read Invoke", "pkg:Parse", "Concat")]
    [InlineData("pkg:Parse ? app:Upload", "pkg:Parse", null)]
    [InlineData("Rent Read", "Rent", null)]
    [InlineData("ToString ReadToEndAsync System.Threading.ExecutionContext.RunInternal Dispatch", "ReadToEndAsync", "ToString")]
    [InlineData("System.Threading.ExecutionContext.RunInternal Dispatch", "System.Threading.ExecutionContext.RunInternal", null)]
    public void Site_IsTheInnermostFrameOfTheApplication(string stack, string site, string? via)
    {
        Assert.True(StackSite.TryFind(Frames(stack), path => path == "app", out var found, out var foundVia));
        Assert.Equal((site, via), (stack.Split(' ')[found], foundVia));
    }

    [Theory]
    [InlineData("")]
    [InlineData("? app:Upload")]
    [InlineData("Write ? app:Upload")]
    [InlineData("Write ?")]
    public void UnknownFrameBeforeTheApplication_GivesNoSite(string stack)
    {
        Assert.False(StackSite.TryFind(Frames(stack), path => path == "app", out _, out var via));
        Assert.Null(via);
    }

    private static ResolvedFrame?[] Frames(string stack) =>
        [.. stack.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name == "?" ? (ResolvedFrame?)null : new ResolvedFrame(
            new MethodFrame
            {
                FullName = name,
                ModulePath = name.Split(':')[0],
                IsUserCode = name.Contains(':', StringComparison.Ordinal),
                MethodToken = 0,
            },
            ILMap.Unknown))];
}
