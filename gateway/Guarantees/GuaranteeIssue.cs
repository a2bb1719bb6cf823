using System.Globalization;
using Interop.Gateway.Configuration;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Guarantees;

/// <summary>A guarantee ready to be handed out.</summary>
internal sealed record GivenGuarantee(string Payer, string Token, DateTimeOffset ValidTo);

/// <summary>
/// Makes guarantees of an answered check: one for each payer in force, for as long as the scope says; none where it says nothing. A payer of whom nothing
/// can be said now gives none, nor does one of whom is known only what was so before.
/// </summary>
internal sealed class GuaranteeIssue
{
    /// <summary>Days of coverage are days in Cambodia.</summary>
    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    private readonly GuaranteeKeys keys;
    private readonly HubKeys secrets;
    private readonly GuaranteeOptions options;

    /// <exception cref="ConfigurationFaultException">The options are wrong.</exception>
    public GuaranteeIssue(GuaranteeKeys keys, HubKeys secrets, IOptions<GuaranteeOptions> options)
    {
        (this.keys, this.secrets, this.options) = (keys, secrets, options.Value);
        if (this.options.Faults().ToArray() is { Length: > 0 } faults)
            throw new ConfigurationFaultException(faults);
    }

    /// <summary>Whether a guarantee can be given now for a day: nobody guarantees the past, nor what is further off than a guarantee holds.</summary>
    /// <param name="validity">How long one given under the scope holds.</param>
    public static bool Reaches(DateOnly date, DateTimeOffset now, TimeSpan validity)
    {
        // Either calendar may be the caller's, and for seven hours a day they differ.
        var first = DateOnly.FromDateTime(now.UtcDateTime);
        return date >= first && date <= DateOnly.FromDateTime((now + validity).ToOffset(Cambodia).DateTime);
    }

    /// <param name="exchange">Answered and recorded, which is what a guarantee rests on.</param>
    public IReadOnlyList<GivenGuarantee> Of(Exchange exchange)
    {
        if (exchange.Scope!.GuaranteeValidity is not { } validity)
            return [];
        var card = CardKey.Of(secrets, exchange.Caller.Institution.Code);
        return [.. exchange.Entitlements!.Coverage.InForce.Where(l => l.LastRead is null).Select(line => Give(exchange, line, validity, card)).OfType<GivenGuarantee>()];
    }

    private GivenGuarantee? Give(Exchange exchange, CoverageLine line, TimeSpan validity, CardKey card)
    {
        var begins = BeginOf(exchange.Date) is var day && day > exchange.At ? day : exchange.At;
        var ends = begins + validity;
        // It may end before what it states does, never after; that it ends now is what the facility must know to be paid, whatever else of the period is withheld.
        if (line.To is { } last && BeginOf(last.AddDays(1)) is var over && over < ends)
            ends = over;
        if (ends <= begins)
            return null;
        var id = Guarantee.IdOf(exchange.Id, line.Terms.Payer);
        var guarantee = new Guarantee(
            options.Issuer, id, exchange.At.ToUnixTimeSeconds(), begins.ToUnixTimeSeconds(), ends.ToUnixTimeSeconds(),
            exchange.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), line.Terms.Payer, line.Terms.Package, line.Terms.Copayment.Percent,
            exchange.Caller.Institution.Code, card.NameOf(id, exchange.Subject.Value));
        return new(line.Terms.Payer, CompactJws.Sign(keys.Current, Guarantee.Type, guarantee.Write()), DateTimeOffset.FromUnixTimeSeconds(guarantee.Expires));
    }

    private static DateTimeOffset BeginOf(DateOnly day) => new(day, TimeOnly.MinValue, Cambodia);
}
