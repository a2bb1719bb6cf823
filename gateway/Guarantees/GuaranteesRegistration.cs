namespace Interop.Gateway.Guarantees;

/// <summary>Adds the guarantees of payment. Settings <c>Guarantee:*</c>.</summary>
internal static class GuaranteesRegistration
{
    public static IServiceCollection AddGuarantees(this IServiceCollection services)
    {
        services.AddOptions<GuaranteeOptions>().BindConfiguration("Guarantee");
        return services.AddSingleton(Revocations.Schema).AddSingleton<Revocations>().AddSingleton<RevocationPublishing>()
            .AddSingleton<GuaranteeKeys>().AddSingleton<GuaranteeIssue>().AddSingleton<GuaranteeQuestions>().AddSingleton<GuaranteeMaterial>().AddSingleton<GuaranteeDoor>();
    }
}
