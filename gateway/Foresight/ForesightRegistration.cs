namespace Interop.Gateway.Foresight;

/// <summary>Adds what shows officers the effect of a scope before it is in force, and what of a scope nobody uses.</summary>
internal static class ForesightRegistration
{
    public static IServiceCollection AddForesight(this IServiceCollection services) => services
        .AddSingleton<ForesightRecord>().AddSingleton<Simulations>()
        .AddSingleton<LogPass>().AddSingleton<Replays>().AddSingleton<Advices>();
}
