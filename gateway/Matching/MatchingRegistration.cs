namespace Interop.Gateway.Matching;

/// <summary>Adds finding people by what they say of themselves. Settings <c>Matching:*</c>.</summary>
internal static class MatchingRegistration
{
    public static IServiceCollection AddMatching(this IServiceCollection services)
    {
        services.AddOptions<MatchingOptions>().BindConfiguration("Matching");
        return services.AddSingleton<MatchAttributes>().AddSingleton<IndexReading>().AddSingleton<MatchIndex>().AddHostedService(p => p.GetRequiredService<MatchIndex>())
            .AddSingleton<PersonMatching>().AddSingleton<MatchDoor>();
    }
}
