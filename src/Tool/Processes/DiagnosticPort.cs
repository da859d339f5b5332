using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Text;

namespace AppFrag.Tool.Processes;

/// <summary>
/// Asks a runtime who it is: the ProcessInfo2 command of the diagnostic IPC protocol
/// (dotnet/diagnostics, documentation/design-docs/ipc-protocol.md). The client library keeps its own such call internal
/// and cannot be given a deadline; a stopped process accepts the connection and never answers.
/// </summary>
internal static class DiagnosticPort
{
    private const int HeaderLength = 20;
    private const byte ProcessCommandSet = 4;
    private const byte ProcessInfo2 = 4;
    private const byte ServerCommandSet = 0xFF;
    private const byte Ok = 0;

    /// <param name="CommandLine">As the runtime was started.</param>
    /// <param name="Architecture">E.g. x64.</param>
    /// <param name="EntryAssembly">Name of the managed entry assembly; may be empty early in a process's life.</param>
    /// <param name="RuntimeVersion">Product version of the runtime.</param>
    internal sealed record Answer(string CommandLine, string Architecture, string EntryAssembly, string RuntimeVersion);

    /// <exception cref="IOException">The process is gone or closed the connection.</exception>
    /// <exception cref="InvalidDataException">The answer is not of the protocol, or the runtime is too old for the question.</exception>
    /// <exception cref="OperationCanceledException">No answer in time.</exception>
    public static async Task<Answer> AskAsync(int processId, CancellationToken cancellation)
    {
        using var stream = await ConnectAsync(processId, cancellation);
        byte[] request = new byte[HeaderLength];
        "DOTNET_IPC_V1\0"u8.CopyTo(request);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(14), HeaderLength);
        request[16] = ProcessCommandSet;
        request[17] = ProcessInfo2;
        await stream.WriteAsync(request, cancellation);

        byte[] header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, cancellation);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(14));
        if (!header.AsSpan(0, 14).SequenceEqual("DOTNET_IPC_V1\0"u8) || header[16] != ServerCommandSet || size < HeaderLength)
        {
            throw new InvalidDataException("its answer is not of the diagnostic protocol");
        }

        if (header[17] != Ok)
        {
            throw new InvalidDataException("its runtime is older than .NET 6");
        }

        byte[] payload = new byte[size - HeaderLength];
        await stream.ReadExactlyAsync(payload, cancellation);
        return Parse(payload);
    }

    /// <summary>Process id (8 bytes), runtime cookie (16), then strings: command line, operating system, architecture, entry assembly, version.</summary>
    internal static Answer Parse(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 24)
        {
            throw new InvalidDataException("its answer is too short");
        }

        payload = payload[24..];
        string commandLine = TakeString(ref payload);
        TakeString(ref payload);
        return new Answer(commandLine, TakeString(ref payload), TakeString(ref payload), TakeString(ref payload));
    }

    /// <summary>A count of UTF-16 units including the final zero, then the units.</summary>
    private static string TakeString(ref ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 4)
        {
            throw new InvalidDataException("its answer is too short");
        }

        uint units = BinaryPrimitives.ReadUInt32LittleEndian(payload);
        payload = payload[4..];
        if (units > payload.Length / 2)
        {
            throw new InvalidDataException("its answer is too short");
        }

        string text = Encoding.Unicode.GetString(payload[..((int)units * 2)]);
        payload = payload[((int)units * 2)..];
        return text.TrimEnd('\0');
    }

    private static async Task<Stream> ConnectAsync(int processId, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(".", $"dotnet-diagnostic-{processId}", PipeDirection.InOut, PipeOptions.Asynchronous);
            try
            {
                await pipe.ConnectAsync(cancellation);
                return pipe;
            }
            catch
            {
                await pipe.DisposeAsync();
                throw;
            }
        }

        string path = DiagnosticSockets.Find(processId) ?? throw new FileNotFoundException("its diagnostic socket is gone");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
