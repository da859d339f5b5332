using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Content;

/// <summary>How sure it is that a whole read holds something large that need not be held.</summary>
internal enum Certainty
{
    /// <summary>Known to be small or not content at all.</summary>
    None,

    /// <summary>Nothing known says that it is small.</summary>
    Likely,

    /// <summary>Its length is open by its nature, or the copy is sent on as it is.</summary>
    Certain,
}

/// <summary>Weighs what is known about the content of one whole read.</summary>
internal static class WholeReadJudgement
{
    public static Certainty Judge(IInvocationOperation read, WholeRead row)
    {
        switch (row.Kind)
        {
            case WholeReadKind.StreamCopy:
                return ResultFlow.IsSent(read) || (IsFilledFromStream(read) && !WholeUse.IsForced(read)) ? Certainty.Certain : Certainty.Likely;
            case WholeReadKind.FileBytes:
                return HasConstantPath(read) ? Certainty.Likely : Certainty.Certain;
            case WholeReadKind.FileText:
                return ResultFlow.IsSent(read) && !HasConstantPath(read) ? Certainty.Certain : Certainty.Likely;
            case WholeReadKind.ResponseBytes:
                return ErrorHandling.Contains(read.Syntax) ? Certainty.None : Certainty.Certain;
            case WholeReadKind.ResponseText:
                return ErrorHandling.Contains(read.Syntax) ? Certainty.None : Certainty.Likely;
            default:
                var certainty = (read.Instance ?? read.Arguments.FirstOrDefault()?.Value) is { } reader ? OfOrigin(ContentOrigin.Of(reader)) : Certainty.Likely;
                return certainty == Certainty.Certain && WholeUse.IsForced(read) ? Certainty.Likely : certainty;
        }
    }

    private static Certainty OfOrigin(Origin origin) => origin switch
    {
        Origin.Request => Certainty.Certain,
        Origin.Unknown => Certainty.Likely,
        _ => Certainty.None,
    };

    private static bool HasConstantPath(IInvocationOperation read) =>
        read.Arguments.FirstOrDefault() is { Value: { } path } && IsFixed(path);

    private static bool IsFixed(IOperation path) => path switch
    {
        { ConstantValue.HasValue: true } => true,
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } => true,
        ILocalReferenceOperation local => LocalValues.SingleOf(local.Local, local) is { } value && IsFixed(value),
        IInvocationOperation { TargetMethod: { Name: "Combine" or "Join", ContainingType.Name: "Path" } } join => join.Arguments.All(argument => IsFixed(argument.Value)),
        IPropertyReferenceOperation { Property: { Name: "BaseDirectory" or "ContentRootPath" or "WebRootPath" or "CurrentDirectory" } } => true,
        _ => false,
    };

    /// <summary><c>file.CopyToAsync(memory)</c> somewhere in the member: the stream holds all of another one.</summary>
    private static bool IsFilledFromStream(IInvocationOperation read) =>
        read.Instance is ILocalReferenceOperation memory
        && LocalValues.Root(read).DescendantsAndSelf().OfType<IInvocationOperation>().Any(call =>
            call.TargetMethod.Name is "CopyTo" or "CopyToAsync"
            && call.Arguments.Any(argument => Conversions.Strip(argument.Value) is ILocalReferenceOperation target
                && SymbolEqualityComparer.Default.Equals(target.Local, memory.Local)));
}
