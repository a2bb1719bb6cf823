namespace Interop.Gateway.Signatures;

/// <summary>Adds what signs answers and verifies requests; <c>Program.cs</c> places the two middlewares.</summary>
internal static class SignatureRegistration
{
    public static IServiceCollection AddSignatures(this IServiceCollection services)
    {
        services.AddOptions<SignatureOptions>().BindConfiguration("Signatures");
        return services
            .AddSingleton(p => new SeenNonces(p.GetRequiredService<TimeProvider>()))
            .AddSingleton<RequestSignatures>()
            .AddSingleton<NoticeSignatures>()
            .AddSingleton<AnswerSignatures>();
    }
}
