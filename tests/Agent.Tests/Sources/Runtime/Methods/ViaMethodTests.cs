using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class ViaMethodTests
{
    private const string Start = "System.Runtime.CompilerServices.AsyncMethodBuilderCore.Start";
    private const string Capacity = "System.IO.MemoryStream.set_Capacity";
    private const string Write = "System.IO.StreamWriter.WriteAsyncInternal";
    private const string Resize = "System.Array.Resize";

    [Theory]
    [InlineData("")]
    [InlineData(Start)]
    [InlineData("System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1.GetStateMachineBox")]
    [InlineData("System.Runtime.CompilerServices.AsyncTaskMethodBuilder.Start", Start)]
    [InlineData("System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder.Start")]
    [InlineData("System.Threading.ExecutionContext.RunInternal", "System.Threading.Tasks.Task.ExecuteWithThreadLocal", "System.Threading.ThreadPoolWorkQueue.Dispatch")]
    [InlineData("dynamicClass.IL_STUB_InstantiatingStub")]
    public void Plumbing_IsNotNamed(params string[] frames) => Assert.Null(Of(frames));

    [Theory]
    [InlineData(Capacity, "System.IO.MemoryStream.Write", Write, Start, Write, "System.IO.StreamWriter.WriteLineAsync")]
    [InlineData(Capacity, "System.IO.MemoryStream.Write", Write, Start)]
    [InlineData(Capacity, Write)]
    [InlineData(Capacity)]
    public void SameAllocation_HasTheSameName_WhateverIsInlinedIntoTheSite(params string[] frames) => Assert.Equal(Capacity, Of(frames));

    [Theory]
    [InlineData(Write, Start, Write)]
    [InlineData("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler.ToStringAndClear", "System.String.FastAllocateString", "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler.ToStringAndClear")]
    [InlineData("System.Collections.Generic.List`1.set_Capacity", Resize, "System.Collections.Generic.List`1.set_Capacity")]
    [InlineData("System.GC.AllocateUninitializedArray", "System.GC.AllocateUninitializedArray")]
    [InlineData("Shop.Csv.Read", Capacity, "Shop.Csv.Read", Write)]
    public void InnermostTellingMethod_IsNamed(string expected, params string[] frames) => Assert.Equal(expected, Of(frames));

    private static string? Of(string[] frames) => ViaMethod.Of(
    [
        .. frames.Where(name => name.Length > 0).Select(name => (ResolvedFrame?)new ResolvedFrame(
            new MethodFrame
            {
                FullName = name,
                ModulePath = null,
                IsUserCode = name.StartsWith("Shop.", StringComparison.Ordinal),
                MethodToken = 0,
            },
            ILMap.Unknown)),
    ]);
}
