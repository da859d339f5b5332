using System.Collections.Immutable;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Loops;

/// <summary>Loops that go on for as long as there is data: lines, rows, messages, pieces of a stream.</summary>
internal static class OpenEnded
{
    private static readonly ImmutableHashSet<string> Sources = ImmutableHashSet.Create(
        "ReadLine", "ReadLineAsync", "ReadLines", "ReadLinesAsync", "ReadAllAsync", "AsAsyncEnumerable", "AsEnumerable", "DeserializeAsyncEnumerable",
        "Read", "ReadAsync", "ReadBlock", "ReadBlockAsync", "ReadAtLeastAsync", "ReadByte", "Receive", "ReceiveAsync", "FetchAsync", "NextResultAsync", "EnumerateFiles");

    /// <summary>The source as it reads in the code, or null for any other loop.</summary>
    public static string? SourceOf(ILoopOperation loop)
    {
        var source = loop switch
        {
            IForEachLoopOperation each => OfCollection(Conversions.Strip(each.Collection), each),
            IWhileLoopOperation { Condition: { } condition } whileLoop => OfCondition(condition, whileLoop),
            _ => null,
        };
        return source is null ? null : SourceText.Of(source);
    }

    private static IOperation? OfCollection(IOperation collection, IForEachLoopOperation loop)
    {
        if (collection is ILocalReferenceOperation local && LocalValues.SingleOf(local.Local, local) is { } value)
        {
            collection = Conversions.Strip(value);
        }

        // "Take(n)" and its like anywhere in the chain are somebody's limit.
        if (collection.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name is "Take" or "Page" or "Chunk" or "First" or "ToPagedList"))
        {
            return null;
        }

        var isOpen = loop.IsAsynchronous
            || collection is IInvocationOperation { TargetMethod: { Name: var name } } && Sources.Contains(name)
            || collection.Type is { Name: "IQueryable" or "DbSet" };
        return isOpen ? collection : null;
    }

    /// <summary><c>while ((line = reader.ReadLine()) != null)</c>, <c>while (await rows.ReadAsync())</c>, <c>while (!reader.EndOfStream)</c>.</summary>
    private static IOperation? OfCondition(IOperation condition, IWhileLoopOperation loop) =>
        condition.DescendantsAndSelf().FirstOrDefault(IsSource)
        ?? (condition.ConstantValue is { HasValue: true, Value: true } ? FirstReadOf(loop) : null);

    /// <summary><c>while (true) { var line = reader.ReadLine(); if (line == null) break; … }</c></summary>
    private static IOperation? FirstReadOf(IWhileLoopOperation loop) =>
        LoopExit.IsLeftEarly(loop.Syntax) && loop.Body is IBlockOperation { Operations: { Length: > 0 } operations }
            ? operations[0].DescendantsAndSelf().FirstOrDefault(IsSource)
            : null;

    private static bool IsSource(IOperation operation) => operation switch
    {
        IInvocationOperation call => Sources.Contains(call.TargetMethod.Name) && IsReader(call.TargetMethod.ContainingType),
        IPropertyReferenceOperation property => property.Property is { Name: "EndOfStream", ContainingType.Name: "StreamReader" },
        _ => false,
    };

    private static bool IsReader(INamedTypeSymbol? type) => type is not null
        && (type.Name.EndsWith("Reader", StringComparison.Ordinal) || type.Name.EndsWith("Stream", StringComparison.Ordinal) || type.Name is "Socket" or "WebSocket" or "CsvParser")
        && type.Name is not ("Utf8JsonReader" or "SequenceReader" or "StringReader");
}
