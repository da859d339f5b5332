using AppFrag.Analyzers.Buffers;

namespace AppFrag.Analyzers.Rentals;

/// <summary>What keeps a buffer from being rented without a person's judgement, for the end of a message.</summary>
internal static class RentalObstacle
{
    public static string Of(BufferCreation creation)
    {
        return "";
    }
}
