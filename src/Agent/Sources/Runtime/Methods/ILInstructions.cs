using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>One instruction of a method body.</summary>
/// <param name="Offset">Where it starts.</param>
/// <param name="Code">What it does.</param>
/// <param name="Token">Its metadata token; 0 when it has none.</param>
internal readonly record struct ILInstruction(int Offset, ILOpCode Code, int Token);

/// <summary>Walks over the IL of a method body (ECMA-335, III).</summary>
internal static class ILInstructions
{
    private const byte TwoBytePrefix = 0xfe;

    // The lengths of operands as the class library knows them.
    private static readonly FrozenDictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>Ends early at anything that is no IL.</summary>
    public static List<ILInstruction> Read(BlobReader il)
    {
        var instructions = new List<ILInstruction>();
        while (il.RemainingBytes > 0)
        {
            var offset = il.Offset;
            int code = il.ReadByte();
            if (code == TwoBytePrefix && il.RemainingBytes > 0)
            {
                code = (TwoBytePrefix << 8) | il.ReadByte();
            }

            if (!Operands.TryGetValue(code, out var operand) || !TryReadOperand(ref il, operand, out var token))
            {
                break;
            }

            instructions.Add(new ILInstruction(offset, (ILOpCode)code, token));
        }

        return instructions;
    }

    private static bool TryReadOperand(ref BlobReader il, OperandType operand, out int token)
    {
        token = 0;
        var length = LengthOf(operand);
        if (il.RemainingBytes < length)
        {
            return false;
        }

        switch (operand)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                token = il.ReadInt32();
                return true;
            case OperandType.InlineSwitch:
                var targets = il.ReadUInt32();
                if (targets > il.RemainingBytes / sizeof(int))
                {
                    return false;
                }

                il.Offset += (int)targets * sizeof(int);
                return true;
            default:
                il.Offset += length;
                return true;
        }
    }

    private static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
