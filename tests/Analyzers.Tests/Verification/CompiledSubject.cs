using System.Reflection;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Http;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Tests.Verification;

/// <summary>A source that was compiled and loaded, with a method <c>Subject.Run(HttpRequest, Stream)</c> to call.</summary>
internal sealed class CompiledSubject : IDisposable
{
    private readonly AssemblyLoadContext _context = new("subject", isCollectible: true);
    private readonly MethodInfo? _run;

    private CompiledSubject(Stream image, string? entry)
    {
        var assembly = _context.LoadFromStream(image);
        _run = entry is null ? null : assembly.GetType(entry, throwOnError: true)!.GetMethod("Run")!;
    }

    /// <param name="document">The document whose project is compiled.</param>
    /// <param name="entry">The type to run, or null if it only has to compile and load.</param>
    public static async Task<CompiledSubject> CompileAsync(Document document, string? entry = "Subject")
    {
        var compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        using var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new CompiledSubject(image, entry);
    }

    /// <summary>What it returned or threw, and what it wrote.</summary>
    public async Task<string> RunAsync(byte[] input)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new SmallReadsStream(input);
        using var output = new MemoryStream();
        context.Response.Body = output;
        string outcome;
        try
        {
            outcome = await (Task<string>)_run!.Invoke(null, [context.Request, output])!;
        }
        catch (Exception exception)
        {
            // Both versions must fail in the same way; which way is part of what is compared.
            outcome = exception.GetType().Name;
        }

        return outcome + "|" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(output.ToArray()));
    }

    public void Dispose() => _context.Unload();

    /// <summary>A body as a network delivers it: in pieces that have nothing to do with the buffer.</summary>
    private sealed class SmallReadsStream(byte[] content) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 4_000));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 4_000)]);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
