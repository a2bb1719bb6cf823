using System.Text;
using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Adapters.Tests.Files;

/// <summary>Files that change, break, or hold one person more than once.</summary>
public sealed class IdPoorFilesTests : IDisposable
{
    private const string Header = "EquityCardNo,MemberNo,FamilyBookNo,FamilyBookLine,NationalIdNo,PoorLevel,InterviewDate,ValidTo";
    private const string Old = "100000000001,01,FB000000001,01,111111111,1,30-12-2020,30-12-2023";
    private const string New = "200000000001,02,FB000000001,01,111111111,2,01-02-2024,01-02-2027";
    private const string Other = "200000000002,01,FB000000002,01,222222222,1,02-02-2024,02-02-2027";

    private readonly string folder = Directory.CreateTempSubdirectory("interop-files-").FullName;
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Fetch_CardReissuedInALaterRound_TheNewestRoundCounts()
    {
        Write("round-2020/p.csv", Header, Old);
        Write("round-2024/p.csv", Header, New);
        await using var adapter = Open();

        foreach (var (type, value) in ((string, string)[])[("national-id", "111111111"), ("family-book", "FB000000001-01")])
        {
            var record = await FetchAsync(adapter, type, value);
            record.LocalKey.ShouldBe("200000000001-02");
            record.Values.Select(v => v.ToText()).ShouldBe(["200000000001-02", "2", "2024-02-01", "2027-02-01"]);
        }
        (await FetchAsync(adapter, "equity-card", "100000000001-01")).Values[1].ToText().ShouldBe("1");
    }

    [Fact]
    public async Task Fetch_TwoCardsOfOneDay_AreAmbiguous()
    {
        Write("round-2024/p.csv", Header, New, New.Replace("200000000001", "200000000009"));
        await using var adapter = Open();

        (await FetchAsync(adapter, "national-id", "111111111")).Status.ShouldBe(RecordStatus.Ambiguous);
    }

    [Fact]
    public async Task Fetch_NewestRowUnreadable_NothingOlderSpeaksForIt()
    {
        Write("round-2020/p.csv", Header, Old);
        Write("round-2024/p.csv", Header, New.Replace(",2,01-02-2024", ",7,01-02-2024"));
        await using var adapter = Open();

        (await FetchAsync(adapter, "national-id", "111111111")).Status.ShouldBe(RecordStatus.Malformed);
    }

    [Theory]
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024")]                     // a field short
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024,01-02-2027,x")]        // a field too many
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024,\"01-02-2027")]        // a quote without its partner
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024,\"01-02-2027\"x")]     // text after the quote
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024,01\"-02-2027")]        // a quote inside
    [InlineData("200000000001,02,FB000000001,01,111111111,2,01-02-2024,2027-02-01")]          // another format
    [InlineData("200000000001,02,FB000000001,01,111111111,3,01-02-2024,01-02-2027")]          // an unknown code
    public async Task Fetch_BrokenRow_IsThatPersonsOnly(string row)
    {
        Write("round-2024/p.csv", Header, row, Other, "200000000003,01,FB000000003,01,333333333,1,02-02-2024,\"02-02-2027\"");
        await using var adapter = Open();

        (await FetchAsync(adapter, "national-id", "111111111")).Status.ShouldBe(RecordStatus.Malformed);
        (await FetchAsync(adapter, "equity-card", "200000000001-02")).Status.ShouldBe(RecordStatus.Malformed);
        (await FetchAsync(adapter, "national-id", "222222222")).Status.ShouldBe(RecordStatus.Found);
        (await FetchAsync(adapter, "national-id", "333333333")).Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Fetch_InvalidUtf8_IsThatPersonsMalformedRow()
    {
        Directory.CreateDirectory(Path.Combine(folder, "round-1"));
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"{Header}\n{Other}\n200000000001,02,FB000000001,01,111111111,"), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(",01-02-2024,01-02-2027\n")];
        File.WriteAllBytes(Path.Combine(folder, "round-1", "p.csv"), bytes);
        await using var adapter = Open();

        (await FetchAsync(adapter, "national-id", "111111111")).Status.ShouldBe(RecordStatus.Malformed);
        (await FetchAsync(adapter, "national-id", "222222222")).Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Fetch_FileReplaced_IsSeenAfterASecond()
    {
        Write("round-2020/p.csv", Header, Old);
        await using var adapter = Open();
        (await FetchAsync(adapter, "national-id", "111111111")).LocalKey.ShouldBe("100000000001-01");

        Write("new.csv", Header, Other, New);
        File.Move(Path.Combine(folder, "new.csv"), Path.Combine(folder, "round-2020/p.csv"), overwrite: true);

        (await FetchAsync(adapter, "national-id", "111111111")).LocalKey.ShouldBe("100000000001-01"); // the file that was indexed is still held
        time.Advance(TimeSpan.FromSeconds(1));
        (await FetchAsync(adapter, "national-id", "111111111")).LocalKey.ShouldBe("200000000001-02");
        (await FetchAsync(adapter, "national-id", "222222222")).Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Fetch_FileWrittenOver_NeverGivesAnotherPersonsRow()
    {
        Write("round-2024/p.csv", Header, Old, Other);
        await using var adapter = Open();
        (await FetchAsync(adapter, "national-id", "222222222")).LocalKey.ShouldBe("200000000002-01");

        Write("round-2024/p.csv", Header, Other, Old, New); // the same file, other people at the old places

        (await FetchAsync(adapter, "national-id", "222222222")).LocalKey.ShouldBe("200000000002-01");
        (await FetchAsync(adapter, "national-id", "111111111")).LocalKey.ShouldBe("200000000001-02");
    }

    [Fact]
    public async Task Fetch_NewRoundArrives_IsSeenAfterASecond()
    {
        Write("round-2020/p.csv", Header, Old);
        await using var adapter = Open();
        (await FetchAsync(adapter, "national-id", "222222222")).Status.ShouldBe(RecordStatus.Absent);

        Write("round-2024/p.csv", Header, Other);
        time.Advance(TimeSpan.FromSeconds(1));

        (await FetchAsync(adapter, "national-id", "222222222")).Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Enumerate_CardInTwoRounds_IsOnePersonAndRowsWithoutKeyAreCounted()
    {
        Write("round-2020/p.csv", Header, New.Replace("01-02-2024,01-02-2027", "01-02-2021,01-02-2024"), ",,,,555555555,1,01-02-2024,01-02-2027");
        Write("round-2024/p.csv", Header, New, Other);
        await using var adapter = Open();
        var tally = new EnumerationTally();

        var people = await adapter.EnumerateAsync(tally, Stop).ToListAsync(Stop);

        people.Select(p => p.LocalKey).Order().ShouldBe(["200000000001-02", "200000000002-01"]);
        var twice = people.Single(p => p.LocalKey == "200000000001-02");
        (twice.From, twice.To).ShouldBe((new DateOnly(2021, 2, 1), new DateOnly(2027, 2, 1)));
        (tally.Read, tally.Malformed).ShouldBe((4, 1));
    }

    private RegistryAdapter Open() => RegistryAdapters.Create(MappingFile.BuiltIn.Single(m => m.Registry == "id-poor").WithConnection(folder), time);

    private static async Task<RegistryRecord> FetchAsync(RegistryAdapter adapter, string type, string value)
    {
        var attributes = ((string[])["idpoor.equityCard", "idpoor.level", "idpoor.interviewDate", "idpoor.validTo"]).Select(n => AttributeCatalogue.Current[n]).ToArray();
        var result = await adapter.FetchAsync(new FetchRequest(type, [value], attributes, TimeSpan.FromSeconds(30)), Stop);
        result.Outcome.ShouldBe(FetchOutcome.Answered);
        return result.Records.Single();
    }

    private void Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.Create); // keeps the file that is there, and writes over it
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));
    }
}
