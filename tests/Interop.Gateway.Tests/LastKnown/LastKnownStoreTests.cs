using Interop.Gateway.Keys;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Tests.LastKnown;

public sealed class LastKnownStoreTests : IDisposable
{
    private const string Person = "N00012345";

    private readonly TempFolder folder = new();
    private readonly LastKnownStore store;

    public LastKnownStoreTests() => store = Store("master.key");

    [Fact]
    public void Find_NothingKept_MakesNoFile()
    {
        store.Find(Subject()).ShouldBeNull();
        store.Drop(0).ShouldBe(0);
        File.Exists(folder["last-known.db"]).ShouldBeFalse();
    }

    [Fact]
    public void Keep_FurtherAttributes_StandBesideThoseKeptBeforeAndTheNewestOfEachCounts()
    {
        store.Keep([new(Subject(), [new("nssf.status", 100, "active", null), new("nssf.from", 100, "2020-01-01", 7)])], 0);
        store.Keep([new(Subject(), [new("nssf.status", 200, null, null)]), new(Subject(), [new("nssf.to", 200, null, null)])], 0);
        Facts().ShouldBe([new KeptFact("nssf.from", 100, "2020-01-01", 7), new KeptFact("nssf.status", 200, null, null), new KeptFact("nssf.to", 200, null, null)]);

        store.Keep([new(Subject(), [new("nssf.status", 150, "active", null)])], oldest: 120);
        Facts().ShouldBe([new KeptFact("nssf.status", 200, null, null), new KeptFact("nssf.to", 200, null, null)], "a late write outdoes no newer one, and what is too old goes");
    }

    [Fact]
    public void Drop_Old_IsGoneAndTheRestStays()
    {
        store.Keep([new(Subject(), [new("nssf.status", 100, "active", null)]), new(Subject("other"), [new("nssf.status", 300, "active", null)])], 0);
        store.Drop(oldest: 200).ShouldBe(1);
        store.Find(Subject()).ShouldBeNull();
        store.Find(Subject("other")).ShouldNotBeNull();
        store.Drop(null).ShouldBe(1);
        store.Find(Subject("other")).ShouldBeNull();
    }

    [Fact]
    public void SubjectOf_AnyPartOfIt_TellsRowsApart() => new[]
    {
        store.SubjectOf("alpha", "health-insurance", "local", Person), store.SubjectOf("beta", "health-insurance", "local", Person),
        store.SubjectOf("alpha", "id-poor", "local", Person), store.SubjectOf("alpha", "health-insurance", "national-id", Person), Subject("other"),
    }.Distinct().Count().ShouldBe(5);

    [Fact]
    public void File_Kept_HoldsNeitherThePersonNorTheFacts()
    {
        store.Keep([new(Subject(), [new("nssf.status", 100, "active", null)])], 0);
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(folder["x"])!, "last-known.db*"))
        {
            var bytes = File.ReadAllText(file, System.Text.Encoding.Latin1);
            foreach (var word in (string[])[Person, "nssf", "active", "alpha"])
                bytes.Contains(word, StringComparison.Ordinal).ShouldBeFalse();
        }
    }

    [Fact]
    public void Find_BoxOfAnotherRowOrAnotherHub_IsNothing()
    {
        store.Keep([new(Subject(), [new("nssf.status", 100, "active", null)]), new(Subject("other"), [new("nssf.status", 100, null, null)])], 0);
        using (var file = new SqliteConnection($"Data Source={folder["last-known.db"]}"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "update last_known set sealed = (select sealed from last_known where subject = $from) where subject = $to";
            command.Parameters.AddWithValue("$from", Subject());
            command.Parameters.AddWithValue("$to", Subject("other"));
            command.ExecuteNonQuery().ShouldBe(1);
        }
        store.Find(Subject("other")).ShouldBeNull();
        store.Find(Subject()).ShouldNotBeNull();
        using var another = Store("other.key");
        another.Find(Subject()).ShouldBeNull();
    }

    [Fact]
    public void ToFact_EveryType_IsWhatItWas()
    {
        foreach (var (name, value) in ((string, AttributeValue)[])
            [
                ("nssf.status", AttributeValue.OfCode("active")), ("nssf.from", AttributeValue.OfDate(new(2020, 2, 29))), ("vital.birthDateApproximate", AttributeValue.OfBoolean(true)),
                ("name.given.khmer", AttributeValue.OfString("សុខា")), ("school.grade", AttributeValue.OfInteger(-3)), ("vital.sex", AttributeValue.None),
            ])
        {
            var attribute = AttributeCatalogue.Current[name];
            var fact = Fact.Of(value, DateTimeOffset.FromUnixTimeMilliseconds(1_000));
            if (attribute.Type == value.Type || !value.HasValue)
                KeptFact.Of(attribute, fact, DateTimeOffset.UnixEpoch).ToFact(attribute.Type).ShouldBe(fact);
        }
        new KeptFact("nssf.from", 0, "no date", null).ToFact(AttributeType.Date).ShouldBeNull();
        new KeptFact("x", 0, "2", null).ToFact(AttributeType.Boolean).ShouldBeNull();
    }

    public void Dispose()
    {
        store.Dispose();
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private KeptFact[] Facts() => [.. store.Find(Subject())!.Facts.OrderBy(f => f.Attribute, StringComparer.Ordinal)];

    private string Subject(string value = Person) => store.SubjectOf("alpha", "health-insurance", "local", value);

    private LastKnownStore Store(string key) => new(folder["last-known.db"], HubKeys.Open(folder[key]), TimeProvider.System);
}
