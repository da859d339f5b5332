using AppFrag.Analyzers.Buffers;
using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Pools;
using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Rules;

namespace AppFrag.Analyzers.Tests.Fixes.Matrix;

/// <summary>A few statements that a rule reports and a fix changes. At hand are a <c>body</c> to read, an <c>output</c> to write and the <c>request</c>.</summary>
/// <param name="Fix">The code fix provider.</param>
/// <param name="Rule">One of the rules that it fixes.</param>
/// <param name="Inner">The line that stands alone in a conditional section.</param>
/// <param name="Lines">One statement, or part of one, a line.</param>
internal sealed record FixKernel(Type Fix, string Rule, int Inner, params string[] Lines)
{
    public static IReadOnlyList<FixKernel> All { get; } =
    [
        new(typeof(RentBufferFixProvider), RuleIds.LargeArray, 1, "var b = new byte[100_000];", "var read = await body.ReadAtLeastAsync(b, 50_000, throwOnEndOfStream: false);", "output.Write(b, 0, read);"),
        new(typeof(RentBufferFixProvider), RuleIds.InputSizedBuffer, 1, "var b = new byte[request.ContentLength ?? 0];", "await body.ReadExactlyAsync(b);", "output.Write(b);"),
        new(typeof(RentBufferFixProvider), RuleIds.IterationBuffer, 4, "var size = Last.Length;", "while (body.Position < body.Length)", "{", "    var b = new byte[size];", "    var read = await body.ReadAsync(b);", "    output.Write(b, 0, read);", "}"),
        new(typeof(UninitializedArrayFixProvider), RuleIds.LargeArray, 1, "var b = new byte[100_000];", "await body.ReadExactlyAsync(b, 0, b.Length);", "Last = b;"),
        new(typeof(UninitializedArrayFixProvider), RuleIds.InputSizedBuffer, 1, "var b = new byte[(int)(request.ContentLength ?? 0)];", "await body.ReadExactlyAsync(b);", "Last = b;"),
        new(typeof(UninitializedArrayFixProvider), RuleIds.IterationBuffer, 4, "var size = Last.Length;", "while (body.Position < body.Length)", "{", "    var b = new byte[size];", "    await body.ReadExactlyAsync(b);", "    Show(b, output);", "}"),
        new(typeof(StreamSegmentFixProvider), RuleIds.WholeContentBuffered, 1, "using var memory = new MemoryStream();", "await body.CopyToAsync(memory);", "output.Write(SHA256.HashData(memory.ToArray()));"),
        new(typeof(StreamCopyFixProvider), RuleIds.WholeContentBuffered, 3, "IFormFile file = new FormFile(body, 0, body.Length, \"file\", \"file\");", "var memory = new MemoryStream();", "await file.CopyToAsync(memory);", "var bytes = memory.ToArray();", "await request.HttpContext.Response.Body.WriteAsync(bytes);"),
        new(typeof(JsonStreamFixProvider), RuleIds.WholeContentBuffered, 1, "using var reader = new StreamReader(body);", "var json = await reader.ReadToEndAsync();", "var order = JsonSerializer.Deserialize<Order>(json);", "output.Write(Encoding.UTF8.GetBytes(order?.ToString() ?? \"nothing\"));"),
        new(typeof(RecyclableStreamFixProvider), RuleIds.GrowingStream, 1, "using var memory = new MemoryStream();", "await body.CopyToAsync(memory);", "memory.Position = 0;", "await memory.CopyToAsync(output);"),
        new(typeof(CapacityFixProvider), RuleIds.GrowingCollection, 1, "var all = new List<long>();", "for (var i = 0; i < 20_000; i++) { all.Add(i * body.Length); }", "output.Write(BitConverter.GetBytes(all.Sum()));"),
        new(typeof(PinnedHeapFixProvider), RuleIds.LongPinned, 1, "var b = new byte[4096];", "Handle = GCHandle.Alloc(b, GCHandleType.Pinned);", "output.WriteByte((byte)body.Read(b));"),
        new(typeof(MissingReturnFixProvider), RuleIds.RentalNotReturned, 1, "var b = ArrayPool<byte>.Shared.Rent(4096);", "var read = await body.ReadAsync(b, 0, 4096);", "await output.WriteAsync(b.AsMemory(0, read));"),
        new(typeof(AwaitBeforeReturnFixProvider), RuleIds.RentalUsedAfterReturn, 2, "var b = ArrayPool<byte>.Shared.Rent(4096);", "var read = await body.ReadAsync(b, 0, 4096);", "_ = output.WriteAsync(b, 0, read);", "ArrayPool<byte>.Shared.Return(b);"),
        new(typeof(RequestedLengthFixProvider), RuleIds.RentalLengthTakenAsExact, 2, "var b = ArrayPool<byte>.Shared.Rent(4096);", "Array.Clear(b);", "await body.ReadAtLeastAsync(b, 4096, throwOnEndOfStream: false);", "output.Write(b);", "ArrayPool<byte>.Shared.Return(b);"),
        new(typeof(ClearOnReturnFixProvider), RuleIds.ReferencesReturnedUncleared, 1, "var names = ArrayPool<string>.Shared.Rent(16);", "names[0] = body.Length.ToString();", "output.Write(Encoding.UTF8.GetBytes(names[0]));", "ArrayPool<string>.Shared.Return(names);"),
    ];

    public string Name => Fix.Name.Replace("FixProvider", "", StringComparison.Ordinal) + " " + Rule;

    /// <summary>The same without waiting, where every call has such a form.</summary>
    public IEnumerable<string> Synchronous => Lines.Select(line => line.Replace("await ", "", StringComparison.Ordinal)
        .Replace("ReadAtLeastAsync(", "ReadAtLeast(", StringComparison.Ordinal)
        .Replace("ReadExactlyAsync(", "ReadExactly(", StringComparison.Ordinal)
        .Replace("ReadToEndAsync(", "ReadToEnd(", StringComparison.Ordinal)
        .Replace("CopyToAsync(", "CopyTo(", StringComparison.Ordinal)
        .Replace("ReadAsync(", "Read(", StringComparison.Ordinal)
        .Replace("output.WriteAsync(b.AsMemory(0, read))", "output.Write(b, 0, read)", StringComparison.Ordinal)
        .Replace("Body.WriteAsync(", "Body.Write(", StringComparison.Ordinal));
}
