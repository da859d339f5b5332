using System.Reflection;
using System.Runtime.CompilerServices;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

/// <summary>The bytes of the largest array that an object holds on to, directly or through others.</summary>
internal static class LargestArray
{
    /// <summary>From here on the runtime puts an object on the large object heap.</summary>
    public const long LargeObject = 85_000;

    public static long Within(object root)
    {
        long largest = 0;
        var known = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? next))
        {
            // Types, delegates and the like lead into the runtime itself.
            if (next is string or MemberInfo or Delegate || next.GetType().IsPointer || !known.Add(next))
            {
                continue;
            }

            if (next is Array array)
            {
                Type element = array.GetType().GetElementType()!;
                largest = Math.Max(largest, array.LongLength * (element.IsValueType ? RuntimeHelpers.SizeOf(element.TypeHandle) : nint.Size));
                PushAll(array, element, open);
            }
            else
            {
                PushFields(next, open);
            }
        }

        return largest;
    }

    private static void PushAll(Array array, Type element, Stack<object> open)
    {
        if (element.IsPrimitive)
        {
            return;
        }

        foreach (object? one in array)
        {
            Push(one, open);
        }
    }

    private static void PushFields(object owner, Stack<object> open)
    {
        for (Type? type = owner.GetType(); type is { IsPrimitive: false }; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Push(field.FieldType.IsPrimitive || field.FieldType.IsPointer ? null : field.GetValue(owner), open);
            }
        }
    }

    private static void Push(object? one, Stack<object> open)
    {
        if (one is not null)
        {
            open.Push(one);
        }
    }
}
