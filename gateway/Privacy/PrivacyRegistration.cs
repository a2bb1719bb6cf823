using Interop.Gateway.Configuration;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Storage;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>Adds the scopes, which begin as those of one file, and what lets attributes out under them.</summary>
internal static class PrivacyRegistration
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services, string scopesFile) => services
        .AddSingleton<Minimisation>()
        .AddSingleton<Disclosure>()
        .AddSingleton(ScopeTable.Schema)
        .AddSingleton(p => Words(p.GetRequiredService<InstitutionRegister>(), p.GetRequiredService<ProgrammeRules>(), p.GetRequiredService<FieldFaults>()))
        .AddSingleton(p => p.GetRequiredService<ScopeVocabulary>().Templates)
        .AddSingleton(p => Open(p.GetRequiredService<HubStore>(), scopesFile, p.GetRequiredService<ScopeVocabulary>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => p.GetRequiredService<ScopeLedger>().Register)
        .AddHostedService<ScopeWatch>();

    /// <summary>What scopes may name, with the templates that ship with this version.</summary>
    public static ScopeVocabulary Words(InstitutionRegister institutions, ProgrammeRules rules, FieldFaults fields)
    {
        var programmes = rules.All.Select(r => r.Code).ToHashSet();
        return new(AttributeCatalogue.Current, institutions, programmes, fields, ScopeTemplates.Load(AttributeCatalogue.Current, programmes));
    }

    /// <summary>The ledger with the scopes of the file taken over. Once it has scopes the file may be gone.</summary>
    /// <exception cref="ConfigurationFaultException">The file is wrong or at odds with the ledger, or an active scope names what is gone; the message lists every fault.</exception>
    public static ScopeLedger Open(HubStore store, string scopesFile, ScopeVocabulary words, TimeProvider time)
    {
        var ledger = new ScopeLedger(store, words, time);
        if (File.Exists(scopesFile) || ledger.All().Count == 0)
        {
            var faults = ledger.Import(ConfigurationFile.Read<ScopesConfig>(scopesFile, "privacy-scope")).Faults;
            if (faults.Count > 0)
                throw new ConfigurationFaultException([.. faults.Select(f => $"{scopesFile}: {f}")]);
        }
        var gone = ledger.TakeUp();
        return gone.Count == 0 ? ledger : throw new ConfigurationFaultException(gone);
    }
}
