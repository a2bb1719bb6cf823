using System.Text.Json;
using Interop.Identity.Signing;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Institutions;

/// <summary>An institution as <c>institutions.json</c> has it; the schema <c>institutions</c> describes the members.</summary>
internal sealed record InstitutionConfig(
    string Code, InstitutionKind Kind, Title Name, string Jurisdiction, JsonElement? Jwks, string? JwksUri, bool SignedRequests, bool SignedAnswers, DciProfile? Dci = null,
    NoticeProfile? Notices = null)
{
    /// <summary>The institution; what the schema cannot see is added to <paramref name="faults"/>.</summary>
    public Institution Model(List<string> faults)
    {
        if (Dci?.Placeholder is not null && Kind != InstitutionKind.DciSandbox)
            faults.Add($"institution '{Code}': dci.placeholder stands for a signature, which only a dci-sandbox may leave out");
        if (Dci?.Purpose is { } purpose && !CodeLists.Purposes.ContainsKey(purpose))
            faults.Add($"institution '{Code}': dci.purpose '{purpose}' is not a purpose the hub knows");
        if (Dci?.Callback is { } callback && CallbackAddress.Fault(callback, Dci.CallbackInside, "dci.callbackInside") is { } fault)
            faults.Add($"institution '{Code}': dci.callback '{callback}' {fault}");
        if (Notices is { } notices && CallbackAddress.Fault(notices.Address, notices.Inside, "notices.inside") is { } wrong)
            faults.Add($"institution '{Code}': notices.address '{notices.Address}' {wrong}");
        return new(Code, Kind, Name, Jurisdiction) { Keys = KeySource(faults), Signed = (SignedRequests, SignedAnswers), Dci = Dci, Notices = Notices };
    }

    private PartnerKeySource? KeySource(List<string> faults)
    {
        if (Jwks is not null && JwksUri is not null)
            faults.Add($"institution '{Code}' has both jwks and jwksUri ('{JwksUri}'); only one can be right");
        if (SignedRequests && Jwks is null && JwksUri is null)
            faults.Add($"institution '{Code}' must sign its requests, but has neither jwks nor jwksUri to verify them with");
        if (JwksUri is not null)
        {
            if (Uri.TryCreate(JwksUri, UriKind.Absolute, out var address) && PartnerKeySource.Takes(address))
                return PartnerKeySource.At(address);
            faults.Add($"institution '{Code}': jwksUri '{JwksUri}' is not an https address, nor an http one of this machine");
        }
        if (Jwks is not { } jwks)
            return null;
        var keys = PartnerKeySet.Read(JsonSerializer.SerializeToUtf8Bytes(jwks));
        faults.AddRange(keys.Faults.Select(f => $"institution '{Code}': jwks.{f}"));
        return PartnerKeySource.Of(keys);
    }
}
