using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Consents;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Storage;
using Interop.Gateway.Tests.Audit;
using Interop.Gateway.Tests.Registries;
using Interop.Schemas.Catalogue;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Tests.Consents;

/// <summary>The two desks over a directory of two people, with a log and a store of their own. The clock stands at 15:00 in Cambodia.</summary>
internal sealed class Offices : IAsyncDisposable
{
    public static readonly DateOnly Today = new(2026, 11, 22);

    private readonly FourRegistries four;
    private readonly AuditFolder folder = new();
    private readonly ReferenceDirectory directory;
    private bool closed;

    private Offices(FourRegistries four)
    {
        this.four = four;
        directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        Store = new(Path.Combine(folder.Folder, "hub.db"), [ConsentRegister.Schema, EmbargoRegister.Schema, SubjectKeys.Schema, AuditOutbox.Schema], folder.Time);
        Subjects = new(Store, four.Keys, 3650, folder.Time);
        Log = folder.Open();
        (Consents, Embargoes) = (new(Store, four.Keys, folder.Time), new(Store, four.Keys, folder.Time));
        var file = Path.Combine(folder.Folder, "institutions.json");
        File.WriteAllText(file, $$"""{"institutions":[{{Institution("hospital-a")}},{{Institution("hospital-b")}}]}""");
        var (institutions, record) = (InstitutionRegister.Read(file), new OfficerRecord(Log, Subjects, folder.Time));
        ConsentDesk = new(Consents, record, directory, institutions, AttributeCatalogue.Current);
        EmbargoDesk = new(Embargoes, record, directory, institutions);
    }

    public AuditLog Log { get; }
    public HubStore Store { get; }
    public SubjectKeys Subjects { get; }
    public ConsentRegister Consents { get; }
    public ConsentDesk ConsentDesk { get; }
    public EmbargoRegister Embargoes { get; }
    public EmbargoDesk EmbargoDesk { get; }
    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => folder.Time;
    public string StoreFile => Path.Combine(folder.Folder, "hub.db");

    public static TypedIdentifier Ann => new("national-id", "010203040");
    public static TypedIdentifier AnnsInsurance => new("nssf", "77001122");
    public static TypedIdentifier Bob => new("national-id", "050607080");
    public static TypedIdentifier Stranger => new("national-id", "999999999");

    public static DeskOfficer Officer => new("dpo-1", null);

    public static async Task<Offices> OpenAsync()
    {
        var registries = new FourRegistries();
        registries.Civil.Knows("CIVIL-KEY-1", (Ann.Type, Ann.Value));
        registries.Civil.Knows("CIVIL-KEY-2", (Bob.Type, Bob.Value));
        registries.Insurance.Knows("INSURED-KEY-1", (Ann.Type, Ann.Value), (AnnsInsurance.Type, AnnsInsurance.Value));
        await registries.BuildDirectoryAsync();
        return new(registries);
    }

    public Resolution Resolve(TypedIdentifier typed) => directory.Resolve(typed.Type, typed.Value);

    /// <summary>A consent that has no fault, given by Ann.</summary>
    public static ConsentDraft Draft(TypedIdentifier? subject = null) =>
        new(subject ?? Ann, "hospital-a", ["TREAT", "COVERAGE"], [], Today, Today.AddYears(1), ConsentMedium.Written, "folder 12/2026");

    public async Task<Guid> GiveAsync(ConsentDraft? draft = null)
    {
        var result = await ConsentDesk.GiveAsync(Officer, draft ?? Draft(), TestContext.Current.CancellationToken);
        result.Outcome.ShouldBe(ConsentOutcome.Done);
        return result.Id;
    }

    public ConsentAnswer Answer(TypedIdentifier? who = null, string institution = "hospital-a", string purpose = "TREAT", DateOnly? day = null) =>
        Consents.Covers(Resolve(who ?? Ann), who ?? Ann, institution, purpose, day ?? Today).Answer;

    /// <summary>What the log holds, in order.</summary>
    public async Task<IReadOnlyList<AuditEntry>> EntriesAsync()
    {
        using var reader = await Log.ReadAsync(TestContext.Current.CancellationToken);
        return [.. reader.Leaves(0, (int)reader.Size).Select(l => AuditLeaf.Read(l.Leaf))];
    }

    /// <summary>Everything the store has on disk, also what it has not tidied up yet.</summary>
    public byte[] StoreBytes()
    {
        var bytes = new List<byte>();
        foreach (var file in Directory.EnumerateFiles(folder.Folder, "hub.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            bytes.AddRange(copy.ToArray());
        }
        return [.. bytes];
    }

    /// <summary>From now on nothing can be recorded.</summary>
    public ValueTask CloseLogAsync()
    {
        closed = true;
        return Log.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!closed)
            await Log.DisposeAsync();
        directory.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
        four.Dispose();
    }

    private static string Institution(string code) => $$"""{"code":"{{code}}","kind":"hospital","name":{"en":"A","km":"ក"},"jurisdiction":""}""";
}
