namespace Interop.Gateway.Consents;

/// <summary>Adds the registers of consents and of embargoes, and the desks at which officers act on them.</summary>
internal static class ConsentsRegistration
{
    public static IServiceCollection AddConsents(this IServiceCollection services) => services
        .AddSingleton(ConsentRegister.Schema).AddSingleton(EmbargoRegister.Schema)
        .AddSingleton<ConsentRegister>().AddSingleton<EmbargoRegister>()
        .AddSingleton<OfficerRecord>()
        .AddSingleton<ConsentDesk>().AddSingleton<EmbargoDesk>();
}
