namespace AppFrag.Agent.IntegrationTests.MethodLines;

internal sealed record ExpectedSite(string Method, string File, int Line, int Size);
