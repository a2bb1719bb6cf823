namespace Interop.Gateway.CrossTables;

/// <summary>Adds the counts of the population.</summary>
internal static class CrossTablesRegistration
{
    public static IServiceCollection AddCrossTables(this IServiceCollection services) => services
        .AddSingleton(CrossRunStore.Schema).AddSingleton<CrossRunStore>()
        .AddSingleton<PopulationCount>().AddSingleton<CrossAdmission>().AddSingleton<CrossCount>().AddSingleton<CrossAnswering>()
        .AddSingleton<CrossTurns>().AddHostedService(p => p.GetRequiredService<CrossTurns>())
        .AddSingleton<CrossDesk>().AddSingleton<CrossLabels>().AddSingleton<CrossFetching>().AddSingleton<CrossTableDoor>();
}
