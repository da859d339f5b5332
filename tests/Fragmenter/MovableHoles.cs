namespace AppFrag.Fragmenter;

/// <summary>A checkerboard of movable pages: maps memory, touches all of it, gives every second page back.</summary>
internal static class MovableHoles
{
    public static void Make(long bytes)
    {
        nint start = LinuxMemory.Map(bytes);
        LinuxMemory.Touch(start, bytes);
        for (long offset = 0; offset < bytes; offset += 2L * Environment.SystemPageSize)
        {
            LinuxMemory.Drop(start + (nint)offset, Environment.SystemPageSize);
        }
    }
}
