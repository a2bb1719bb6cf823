using System.Globalization;
using System.Text;
using Interop.Country.People;

namespace Interop.Country.IdPoor;

/// <summary>
/// The rounds as the ministry drops them: <c>round-YYYY/PP-province.csv</c>, one row per member of a poor household. Files of one
/// province are open at a time, since households come province by province.
/// </summary>
internal sealed class IdPoorFolder(string folder) : IDisposable
{
    private const string Header =
        "EquityCardNo,MemberNo,PoorLevel,InterviewDate,ValidTo,VillageCode,NationalIdNo,FamilyBookNo,FamilyBookLine,NameKhmer,NameLatin,Sex,YearOfBirth";

    private readonly Dictionary<int, StreamWriter> rounds = [];
    private Province? province;

    public void Write(Household household)
    {
        if (household.Province != province)
            Close();
        province = household.Province;
        foreach (var person in household.Members)
            foreach (var row in person.Assessments)
                Write(Round(row.Interview.Round), household, person, row);
    }

    public void Dispose() => Close();

    private static void Write(StreamWriter file, Household household, Person person, Assessment row)
    {
        // No value holds a comma or a quote: names come from the lists, the rest is digits.
        file.Write(string.Create(CultureInfo.InvariantCulture,
            $"{row.CardNumber},{row.Member:00},{row.Interview.Level},{row.Interview.Date:dd-MM-yyyy},{row.Interview.ValidTo:dd-MM-yyyy},"));
        file.Write(string.Create(CultureInfo.InvariantCulture,
            $"{household.Village},{row.NationalId},{row.FamilyBook},{row.FamilyBookLine:00},{row.NameKhmer},{row.NameLatin},{(person.Female ? 'F' : 'M')},{person.Born.Year}\n"));
    }

    private StreamWriter Round(int year)
    {
        if (rounds.TryGetValue(year, out var open))
            return open;
        var round = Directory.CreateDirectory(Path.Combine(folder, $"round-{year}"));
        var file = new StreamWriter(Path.Combine(round.FullName, $"{province!.Code}-{province.Slug}.csv"), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        file.WriteLine(Header);
        return rounds[year] = file;
    }

    private void Close()
    {
        foreach (var file in rounds.Values)
            file.Dispose();
        rounds.Clear();
    }
}
