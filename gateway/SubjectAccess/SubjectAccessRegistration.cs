namespace Interop.Gateway.SubjectAccess;

/// <summary>Adds what people are told about themselves.</summary>
internal static class SubjectAccessRegistration
{
    public static IServiceCollection AddSubjectAccess(this IServiceCollection services) => services
        .AddSingleton<SubjectSources>().AddSingleton<SubjectLog>().AddSingleton<SubjectReports>();
}
