using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Interop.Identity.People;

/// <summary>Adds the people and how they prove who they are.</summary>
internal static class PeopleRegistration
{
    public static void AddPeople(this IServiceCollection services) => services
        .AddSingleton(p => new PeopleRegister(
            p.GetRequiredService<Storage.IdentityStore>(), p.GetRequiredService<IOptions<IdentityOptions>>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(_ => new Passwords(HashCost.Default))
        .AddSingleton<OwnPassword>()
        .AddSingleton<PasswordCheck>()
        .AddSingleton<SecondFactors>()
        .AddSingleton<Attempts>()
        .AddSingleton<AddressBrake>()
        .AddSingleton<SignInDesk>();
}
