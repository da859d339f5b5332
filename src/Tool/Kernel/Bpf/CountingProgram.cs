using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Tracing;
using static AppFrag.Tool.Kernel.Bpf.BpfAssembler;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>
/// The program that counts one event into one table. Where its fields lie comes from the event's format file; register 6
/// holds the record, 7 the number to sum up, 8 the row.
/// </summary>
internal sealed class CountingProgram(TableSpec table, EventFormat format, CountingMaps maps)
{
    private const int Record = 6;
    private const int Sum = 7;
    private const int Row = 8;

    private readonly BpfAssembler _code = new();
    private readonly int _key = -CountingLayout.KeySize(table);

    /// <summary>Below the key: a row of zeros, the index of the counter of losses, an address.</summary>
    private int ZeroRow => _key - CountingLayout.ValueSize;

    private int CounterIndex => ZeroRow - 8;

    private int Address => CounterIndex - 8;

    /// <exception cref="KernelRefusedException">The event lacks a field.</exception>
    public byte[] Assemble()
    {
        _code.Move(Record, 1);
        int? skip = SkipUnlessCounted();
        BuildKey();
        LoadSum();
        FindRow();
        int isFound = _code.JumpIfNotZero(0);
        InsertRow();
        FindRow();
        int isLost = _code.JumpIfZero(0);
        _code.Land(isFound);
        _code.Move(Row, 0);
        _code.Set(1, 1);
        _code.AtomicAdd(Row, CountingLayout.HitsOffset, 1);
        _code.AtomicAdd(Row, CountingLayout.SumOffset, Sum);
        if (maps.Outstanding is { } outstanding)
        {
            Remember(outstanding);
        }

        _code.Exit();
        _code.Land(isLost);
        CountLoss();
        if (skip is { } jump)
        {
            _code.Land(jump);
        }

        _code.Exit();
        return _code.ToArray();
    }

    private int? SkipUnlessCounted()
    {
        if (table.Where is not { } where)
        {
            return null;
        }

        var field = format.Require(where.Field);
        LoadField(1, field);
        return where.IsBelow ? _code.JumpIfNotBelow(1, where.Limit, field.IsSigned) : _code.JumpIfBelow(1, where.Limit, field.IsSigned);
    }

    private void BuildKey()
    {
        for (int offset = _key; offset < 0; offset += 8)
        {
            _code.StoreZero(Frame, offset);
        }

        int at = _key;
        foreach (var key in table.Keys)
        {
            switch (key.Kind)
            {
                case KeyKind.Task:
                    // The upper half is the process, the lower one the thread.
                    _code.Call(CurrentTask);
                    _code.ShiftRight(0, 32);
                    _code.Store(Frame, at, 0);
                    PointTo(1, at + 8);
                    _code.Set(2, CountingLayout.TaskNameSize);
                    _code.Call(CurrentName);
                    break;
                case KeyKind.Text:
                    var located = format.Require(key.Field);
                    if (!located.IsLocatedText)
                    {
                        throw new KernelRefusedException($"the event's field \"{key.Field}\" is no text");
                    }

                    _code.Load(1, Record, located.Offset, 4);
                    _code.And(1, 0xffff);
                    _code.Move(3, Record);
                    _code.AddRegister(3, 1);
                    PointTo(1, at);
                    _code.Set(2, CountingLayout.TextSize);
                    _code.Call(ReadKernelText);
                    break;
                default:
                    LoadField(1, format.Require(key.Field));
                    _code.Store(Frame, at, 1);
                    break;
            }

            at += CountingLayout.SizeOf(key);
        }
    }

    private void LoadSum()
    {
        if (table.Sum is { } name)
        {
            LoadField(Sum, format.Require(name));
        }
        else
        {
            _code.Set(Sum, 0);
        }
    }

    private void FindRow()
    {
        _code.LoadMap(1, maps.Rows.Descriptor);
        PointTo(2, _key);
        _code.Call(MapLookup);
    }

    private void InsertRow()
    {
        const int OnlyIfNew = 1;
        for (int offset = ZeroRow; offset < _key; offset += 8)
        {
            _code.StoreZero(Frame, offset);
        }

        _code.LoadMap(1, maps.Rows.Descriptor);
        PointTo(2, _key);
        PointTo(3, ZeroRow);
        _code.Set(4, OnlyIfNew);
        // Whether it worked shows in finding it: another processor may have been first, which is as good.
        _code.Call(MapUpdate);
    }

    /// <summary>Remembers the address with the row it belongs to. One that is remembered already was given back untold: nothing is given out twice.</summary>
    private void Remember(BpfMap outstanding)
    {
        LoadField(1, format.Require(TableSpec.ReleasedAddress));
        _code.Store(Frame, Address, 1);
        _code.LoadMap(1, outstanding.Descriptor);
        PointTo(2, Address);
        _code.Call(MapLookup);
        int isNew = _code.JumpIfZero(0);
        ReleaseProgram.CountRelease(_code, maps.Rows);
        _code.Land(isNew);
        _code.LoadMap(1, outstanding.Descriptor);
        PointTo(2, Address);
        PointTo(3, _key);
        _code.Set(4, 0);
        _code.Call(MapUpdate);
        int isRemembered = _code.JumpIfZero(0);
        _code.Set(1, 1);
        _code.AtomicAdd(Row, CountingLayout.UnmatchedOffset, 1);
        _code.Land(isRemembered);
    }

    private void CountLoss()
    {
        _code.StoreZero(Frame, CounterIndex);
        _code.LoadMap(1, maps.Lost.Descriptor);
        PointTo(2, CounterIndex);
        _code.Call(MapLookup);
        int isMissing = _code.JumpIfZero(0);
        _code.Set(1, 1);
        _code.AtomicAdd(0, 0, 1);
        _code.Land(isMissing);
    }

    private void LoadField(int register, EventField field)
    {
        if (field.Size is not (1 or 2 or 4 or 8) || field.Offset % field.Size != 0)
        {
            throw new KernelRefusedException($"the event's field \"{field.Name}\" is no number");
        }

        _code.Load(register, Record, field.Offset, field.Size, field.IsSigned);
    }

    private void PointTo(int register, int frameOffset)
    {
        _code.Move(register, Frame);
        _code.Add(register, frameOffset);
    }
}
