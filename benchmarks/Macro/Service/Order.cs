namespace AppFrag.MacroBenchmark.Service;

internal sealed record Order(int Id, string Customer, string Article, int Quantity, decimal Price);
