namespace AppFrag.Analyzers.Tests.Pools;

/// <summary>The source of what generated methods call: pools that follow each buffer, and a probe that hears of every decision, use and return.</summary>
internal static class PathProbe
{
    public const string Source = """
        using System;
        using System.Buffers;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using System.Threading.Tasks.Sources;

        public sealed class ProbeException : Exception { }

        public sealed class TracingPool : ArrayPool<byte>
        {
            public override byte[] Rent(int minimumLength) => Probe.Rented().Array;
            public override void Return(byte[] array, bool clearArray = false) => Probe.Returned(array);
        }

        public sealed class TracingMemoryPool : MemoryPool<byte>
        {
            public override int MaxBufferSize => 16;
            public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Probe.Rented();
            protected override void Dispose(bool disposing) { }
        }

        public static class Probe
        {
            public static readonly List<Tracked> All = new();
            public static readonly HashSet<(string Rule, int Line)> Seen = new();

            // Happened as well, but the buffer had been given to somebody who may own it since: a rule may stay silent.
            public static readonly HashSet<(string Rule, int Line)> Doubtful = new();
            public static Func<bool> Decide = () => false;
            public static Func<bool> Throws = () => false;
            public static int Line;
            public static int ResultLine;
            public static bool AwaitMayThrow;

            public static void Reset()
            {
                All.Clear();
                AwaitMayThrow = false;
            }

            public static bool Choose() => Decide();

            public static bool ChooseOrThrow()
            {
                MayThrow();
                return Decide();
            }

            public static int Pick() => Decide() ? 0 : Decide() ? 1 : 2;

            public static int PickOrThrow()
            {
                MayThrow();
                return Pick();
            }

            public static Rounds Rounds() => default;

            public static Rounds RoundsOrThrow()
            {
                MayThrow();
                return default;
            }

            public static void Use(ReadOnlySpan<byte> bytes)
            {
                if (Find(bytes) is { IsReturned: true })
                {
                    Seen.Add(("AF1003", Line));
                }
            }

            public static void UseOrThrow(ReadOnlySpan<byte> bytes)
            {
                MayThrow();
                Use(bytes);
            }

            // Started here, over when it is awaited.
            public static ValueTask Later(Memory<byte> bytes)
            {
                Use(bytes.Span);
                var tracked = Find(bytes.Span)!;
                tracked.IsLent = true;
                return new ValueTask(new Pending(tracked, Line), 0);
            }

            public static ValueTask Nothing() => new(new Pending(null, 0), 0);

            public static void Caught()
            {
                foreach (var tracked in All)
                {
                    tracked.SawException |= !tracked.IsReturned;
                }
            }

            // What leaves with the result or an out parameter is somebody else's, and must not be in the pool.
            public static void Ended(byte[]? result, byte[]? given)
            {
                foreach (var tracked in All)
                {
                    if (tracked.IsReturned)
                    {
                        if (ReferenceEquals(tracked.Array, result))
                        {
                            Seen.Add(("AF1005", ResultLine));
                        }

                        if (ReferenceEquals(tracked.Array, given))
                        {
                            // Of a double return, which is reported as one, each is the return of what goes out.
                            foreach (var line in tracked.ReturnedAt)
                            {
                                (tracked.ReturnedAt.Count == 1 ? Seen : Doubtful).Add(("AF1005", line));
                            }
                        }
                    }
                    else if (!tracked.SawException && !ReferenceEquals(tracked.Array, result) && !ReferenceEquals(tracked.Array, given))
                    {
                        (tracked.IsLent || given is not null ? Doubtful : Seen).Add(("AF1001", tracked.Line));
                    }
                }
            }

            internal static Tracked Rented()
            {
                var tracked = new Tracked(Line);
                All.Add(tracked);
                return tracked;
            }

            internal static void Returned(byte[] array)
            {
                var tracked = Find(array)!;
                if (tracked.IsReturned)
                {
                    Seen.Add(("AF1002", Line));
                }

                tracked.Return();
            }

            internal static void MayThrow()
            {
                if (Throws())
                {
                    throw new ProbeException();
                }
            }

            private static Tracked? Find(ReadOnlySpan<byte> bytes)
            {
                foreach (var tracked in All)
                {
                    if (Unsafe.AreSame(ref MemoryMarshal.GetReference(bytes), ref tracked.Array[0]))
                    {
                        return tracked;
                    }
                }

                return null;
            }
        }

        public struct Rounds
        {
            public int Current => 0;
            public Rounds GetEnumerator() => this;
            public bool MoveNext() => Probe.Decide();
        }

        public sealed class Pending : IValueTaskSource
        {
            private readonly Tracked? _buffer;

            public Pending(Tracked? buffer, int line)
            {
                _buffer = buffer;
                Line = line;
                buffer?.Pending.Add(this);
            }

            public int Line { get; }

            public ValueTaskSourceStatus GetStatus(short token) => ValueTaskSourceStatus.Succeeded;

            public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => continuation(state);

            public void GetResult(short token)
            {
                _buffer?.Pending.Remove(this);
                if (Probe.AwaitMayThrow)
                {
                    Probe.AwaitMayThrow = false;
                    Probe.MayThrow();
                }
            }
        }

        public sealed class Tracked : IMemoryOwner<byte>
        {
            public Tracked(int line) => Line = line;
            public byte[] Array { get; } = new byte[16];
            public Memory<byte> Memory => Array;
            public int Line { get; }
            public List<int> ReturnedAt { get; } = new();
            public bool IsReturned { get; private set; }
            public bool SawException { get; set; }
            public bool IsLent { get; set; }
            public List<Pending> Pending { get; } = new();

            public void Dispose() => Return();

            public void Return()
            {
                foreach (var pending in IsReturned ? new() : Pending)
                {
                    Probe.Seen.Add(("AF1003", pending.Line));
                }

                IsReturned = true;
                ReturnedAt.Add(Probe.Line);
            }
        }
        """;
}
