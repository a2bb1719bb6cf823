using System.Text;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Privacy;
using Interop.Identity.Signing;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Guarantees;

/// <summary>A hub's guarantees on the morning of 22 November 2026, and a hospital that asks about one person whom the Health Equity Fund covers.</summary>
internal sealed class GuaranteeDesk : IDisposable
{
    public const string Facility = "hospital-a", Number = "010203040";

    public static readonly DateTimeOffset Morning = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private readonly TempFolder folder = new();

    public GuaranteeDesk()
    {
        Secrets = HubKeys.Open(folder["master.key"]);
        Keys = new(Secrets, Time);
        Issue = new(Keys, Secrets, Options.Create(new GuaranteeOptions { Issuer = "hub.example" }));
    }

    public FakeTimeProvider Time { get; } = new(Morning);
    public HubKeys Secrets { get; }
    public GuaranteeKeys Keys { get; }
    public GuaranteeIssue Issue { get; }
    public CardKey Card => CardKey.Of(Secrets, Facility);

    /// <summary>The key set as a device that has just fetched it holds it.</summary>
    public PartnerKeySet Fetched() => PartnerKeySet.Read(Encoding.UTF8.GetBytes(Keys.KeySet()));

    /// <param name="hours">What the scope says.</param>
    /// <param name="to">Last day of the coverage.</param>
    public string Token(int hours = 72, DateOnly? to = null) => Issue.Of(Asked(hours, to: to)).ShouldHaveSingleItem().Token;

    public Exchange Asked(int? hours, DateOnly? date = null, DateOnly? to = null, bool known = true)
    {
        var hef = ProgrammeRules.Load(AttributeCatalogue.Current).Find("hef")!;
        var terms = hef.On(new(2026, 11, 22))!.Coverage!;
        var now = Time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now), At = now, Door = "test", Operation = Operation.EntitlementCheck, Date = date ?? DateOnly.FromDateTime(now.UtcDateTime),
            Caller = new(new Institution(Facility, InstitutionKind.Hospital, new("A", "ក"), ""), "ik_test", "TREAT", null, null), Subject = new("national-id", Number),
            Scope = new(ScopeFile.Scope(new GrantConfig("vital.sex")) with { GuaranteeHours = hours }, AttributeCatalogue.Current),
            Entitlements = new([], known ? new(Truth.True, [new(hef, terms, new(2025, 1, 1), to)], []) : new(Truth.Unknown, [], [new(hef, terms, [])])),
        };
    }

    /// <summary>Another hub, with another secret.</summary>
    public GuaranteeKeys Stranger() => new(HubKeys.Open(folder["stranger.key"]), Time);

    public void Dispose()
    {
        Keys.Dispose();
        folder.Dispose();
    }
}
