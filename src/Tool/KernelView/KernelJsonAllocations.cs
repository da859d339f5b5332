using System.Text.Json;
using AppFrag.Tool.Kernel.Report;

namespace AppFrag.Tool.KernelView;

/// <summary>The part of <c>appfrag.kernel/1</c> about the kernel's own allocations.</summary>
internal static class KernelJsonAllocations
{
    public static void Write(Utf8JsonWriter json, KernelReport report, int top)
    {
        WriteAllocations(json, report.Allocations, top);
        WriteCaches(json, report.Caches, top);
    }

    private static void WriteAllocations(Utf8JsonWriter json, AllocationReport? allocations, int top)
    {
        if (allocations is null)
        {
            json.WriteNull("kmalloc");
            return;
        }

        json.WriteStartObject("kmalloc");
        json.WriteNumber("allocations", allocations.Allocations);
        json.WriteNumber("bytes", allocations.Bytes);
        WriteOrNull(json, "frees", allocations.Frees);
        WriteOrNull(json, "heldBytes", allocations.MatchesFrees ? allocations.HeldBytes : null);
        KernelJsonView.WriteAll(
            json,
            "sites",
            allocations.Sites,
            site =>
            {
                json.WriteStartObject();
                json.WriteString("site", site.Site);
                json.WriteNumber("allocations", site.Allocations);
                json.WriteNumber("bytes", site.Bytes);
                WriteOrNull(json, "held", allocations.MatchesFrees ? site.Held : null);
                WriteOrNull(json, "heldBytes", allocations.MatchesFrees ? site.HeldBytes : null);
                json.WriteEndObject();
            },
            top);
        KernelJsonView.WriteAll(
            json,
            "sizes",
            allocations.Sizes,
            size =>
            {
                json.WriteStartObject();
                json.WriteNumber("size", size.Size);
                json.WriteNumber("allocations", size.Allocations);
                json.WriteNumber("bytes", size.Bytes);
                json.WriteNumber("requestedBytes", size.Requested);
                json.WriteNumber("wastedBytes", size.Wasted);
                WriteOrNull(json, "held", allocations.MatchesFrees ? size.Held : null);
                json.WriteEndObject();
            },
            top);
        KernelJsonView.WriteAll(
            json,
            "freeSites",
            allocations.FreeSites ?? [],
            site =>
            {
                json.WriteStartObject();
                json.WriteString("site", site.Site);
                json.WriteNumber("frees", site.Frees);
                json.WriteEndObject();
            },
            top);
        json.WriteEndObject();
    }

    private static void WriteCaches(Utf8JsonWriter json, CacheReport? caches, int top)
    {
        if (caches is null)
        {
            json.WriteNull("caches");
            return;
        }

        KernelJsonView.WriteAll(
            json,
            "caches",
            caches.Caches,
            cache =>
            {
                json.WriteStartObject();
                json.WriteString("name", cache.Name);
                json.WriteNumber("allocations", cache.Allocations);
                json.WriteNumber("frees", cache.Frees);
                json.WriteNumber("bytes", cache.Bytes);
                json.WriteNumber("net", cache.Net);
                json.WriteNumber("netBytes", cache.NetBytes);
                json.WriteEndObject();
            },
            top);
    }

    private static void WriteOrNull(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
