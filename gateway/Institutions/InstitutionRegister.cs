using System.Collections.Frozen;
using System.Text.Json.Serialization;
using Interop.Gateway.Configuration;
using Interop.Identity.Signing;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Institutions;

/// <summary>What an institution is; decides which doors and templates fit it. The data protection office asks by its pages, for people who want to know what is held about them.</summary>
internal enum InstitutionKind { Ministry, Insurer, Hospital, CommuneOffice, BatchPartner, DciSandbox, Research, DataProtectionOffice }

/// <summary>A body that asks or provides. <paramref name="Jurisdiction"/> is a gazetteer prefix; empty means the whole country.</summary>
internal sealed record Institution(string Code, InstitutionKind Kind, Title Name, string Jurisdiction)
{
    /// <summary>Where its public keys are; null when it has none.</summary>
    public PartnerKeySource? Keys { get; init; }

    /// <summary>Whether its requests must be signed, and its answers always are (RFC 9421).</summary>
    public (bool Requests, bool Answers) Signed { get; init; }

    /// <summary>Where it is told that something is ready; null when it asks by itself.</summary>
    public NoticeProfile? Notices { get; init; }

    /// <summary>What is agreed about DCI messages; null when nothing is.</summary>
    public DciProfile? Dci { get; init; }
}

/// <summary>All institutions by code, read from <c>institutions.json</c>.</summary>
internal sealed class InstitutionRegister
{
    private readonly FrozenDictionary<string, Institution> byCode;

    private InstitutionRegister(IEnumerable<Institution> all) => byCode = all.ToFrozenDictionary(i => i.Code);

    public IEnumerable<Institution> All => byCode.Values.OrderBy(i => i.Code, StringComparer.Ordinal);

    public Institution? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The codes of a file, read anew at every call, for commands that run beside a hub; none when there is no file yet.</summary>
    public static Func<IReadOnlyCollection<string>> CodesIn(string path) => () => File.Exists(path) ? [.. Read(path).All.Select(i => i.Code)] : [];

    /// <exception cref="ConfigurationFaultException">The file is missing or wrong; the message lists every fault.</exception>
    public static InstitutionRegister Read(string path)
    {
        var file = ConfigurationFile.Read<InstitutionsConfig>(path, "institutions");
        var faults = file.Institutions.GroupBy(i => i.Code).Where(g => g.Count() > 1).Select(g => $"institution '{g.Key}' is there {g.Count()} times").ToList();
        var all = file.Institutions.Select(i => i.Model(faults)).ToArray();
        return faults.Count == 0 ? new(all) : throw new ConfigurationFaultException([.. faults.Select(f => $"{path}: {f}")]);
    }

    private sealed record InstitutionsConfig([property: JsonRequired] InstitutionConfig[] Institutions);
}
