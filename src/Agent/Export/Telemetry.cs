namespace AppFrag.Export;

/// <summary>The one name of AppFrag's meter and activity source.</summary>
internal static class Telemetry
{
    public const string Name = "AppFrag";
}
