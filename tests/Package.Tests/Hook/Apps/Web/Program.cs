var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/upload/{id}", async (HttpRequest request) =>
{
    var buffer = new byte[1024 * 1024];
    return (await request.Body.ReadAsync(buffer)).ToString();
});
await app.RunAsync();
return 7;
