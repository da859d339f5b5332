using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class UserCodeTests
{
    [Theory]
    [InlineData("/app/Shop.dll")]
    [InlineData("C:\\app\\Shop.exe")]
    [InlineData("/app/SystemShop.dll")]
    [InlineData("/app/AppFrag.Agent.Tests.dll")]
    [InlineData("/srv/shared/Shop.dll")]
    public void Application_IsUserCode(string path) => Assert.True(UserCode.IsUserModule(path));

    [Theory]
    [InlineData("/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.12/System.Private.CoreLib.dll")]
    [InlineData("C:\\Program Files\\dotnet\\shared\\Microsoft.AspNetCore.App\\10.0.12\\Anything.dll")]
    [InlineData("/app/System.Text.Json.dll")]
    [InlineData("/app/Microsoft.Extensions.Hosting.dll")]
    [InlineData("/app/OpenTelemetry.dll")]
    [InlineData("/app/OpenTelemetry.Api.dll")]
    [InlineData("/app/AppFrag.Agent.dll")]
    [InlineData("/app/netstandard.dll")]
    public void WhatItStandsOn_IsNot(string path) => Assert.False(UserCode.IsUserModule(path));
}
