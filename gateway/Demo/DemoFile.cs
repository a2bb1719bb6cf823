using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Country;
using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Identity.Keys;
using Interop.Identity.People;

namespace Interop.Gateway.Demo;

/// <summary>One institution of the demo with a key of its own.</summary>
internal sealed record DemoInstitution(string Code, string Kind, string AccessKey, string[] Purposes);

/// <summary>A person who can sign in: with the password, and the code of now of the second factor (RFC 6238: SHA-1, 30 seconds, 6 digits).</summary>
internal sealed record DemoLogin(string User, string Password, string TotpSecret, string[] Roles);

/// <summary>What a check of one programme must answer.</summary>
internal sealed record DemoExpectation(string Entitled, string Enrolled);

/// <summary>One sample person with what the hub must answer about them, and why they are here.</summary>
internal sealed record DemoPerson(
    IReadOnlyDictionary<string, string> Identifiers, DateOnly Date, string Institution, string Purpose,
    IReadOnlyDictionary<string, DemoExpectation> Expect, IReadOnlyList<string> Coverage, string Why);

/// <summary><c>demo.json</c>: all a newcomer or a tool needs to call the embedded hub. Made at first start; nothing in it is compiled in.</summary>
internal sealed record DemoFile(string BaseUrl, DemoInstitution[] Institutions, DemoLogin[] Logins, DemoPerson[] People)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static DemoFile? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<DemoFile>(File.ReadAllText(path), Json) : null;

    /// <summary>Writes the file for a hub at <paramref name="address"/>, keeping the keys and logins of an earlier one.</summary>
    public static DemoFile Write(HubSettings settings, string address, InstitutionRegister institutions, ScopeRegister scopes, AccessKeys keys, PeopleRegister people)
    {
        var before = Read(settings.DemoFile);
        var file = new DemoFile(
            address.TrimEnd('/'),
            before?.Institutions ?? [.. institutions.All.Where(CallsByKey).Select(i => new DemoInstitution(i.Code, Wire.WireName.Of(i.Kind), Issue(keys, i), [.. scopes.PurposesOf(i.Code)]))],
            before?.Logins is { Length: > 0 } logins ? logins : DemoLogins.Make(people, institutions),
            [.. SyntheticCountry.ReadSamples(settings.CountryFolder).Select(s => new DemoPerson(
                s.Identifiers, s.Date, s.Institution, s.Purpose, s.Expect.ToDictionary(e => e.Key, e => new DemoExpectation(e.Value.Entitled, e.Value.Enrolled)), s.Coverage, s.Why))]);
        var fresh = settings.DemoFile + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(file, Json));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(fresh, settings.DemoFile, overwrite: true);
        return file;
    }

    /// <summary>Whoever may read everything about anybody does so at a page, as a person, and gets no key to try.</summary>
    internal static bool CallsByKey(Institution institution) => institution.Kind != InstitutionKind.DataProtectionOffice;

    private static string Issue(AccessKeys keys, Institution institution) => keys.Issue(institution.Code, "demo").Key!.Text;
}
