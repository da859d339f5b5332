namespace AppFrag.Sources.Runtime.Methods;

/// <summary>A method that code was compiled from.</summary>
internal sealed class MethodFrame
{
    /// <summary>The method a person wrote, e.g. <c>Shop.OrdersController.Upload</c>: code that the compiler moved into a state machine or closure is named for the method it was taken from.</summary>
    public required string FullName { get; init; }

    /// <summary>File of the assembly; <see langword="null"/> when unknown or made in memory.</summary>
    public required string? ModulePath { get; init; }

    /// <summary>Whether it belongs to the application rather than to .NET, ASP.NET Core, OpenTelemetry or this agent.</summary>
    public required bool IsUserCode { get; init; }

    /// <summary>MethodDef token of the compiled method (of a state machine its <c>MoveNext</c>); 0 for dynamic code.</summary>
    public required int MethodToken { get; init; }

    /// <summary>Whether the stream has said what its module is.</summary>
    public bool IsModuleDescribed { get; init; }
}
