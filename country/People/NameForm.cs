namespace Interop.Country.People;

/// <summary>A name in Khmer script with the romanisation most use and another that clerks also write.</summary>
internal sealed record NameForm(string Khmer, string Latin, string OtherLatin);

/// <summary>Family and given names common in Cambodia. Any resemblance of a combination to a living person is chance.</summary>
internal static class NameLists
{
    public static readonly NameForm[] Family =
    [
        new("សុខ", "Sok", "Sokh"), new("ចាន់", "Chan", "Chann"), new("គឹម", "Kim", "Keum"), new("លី", "Ly", "Li"),
        new("ហេង", "Heng", "Haing"), new("សេង", "Seng", "Saing"), new("អ៊ុំ", "Um", "Oum"), new("ឈឹម", "Chhim", "Chhoeum"),
        new("កែវ", "Keo", "Kev"), new("នួន", "Nuon", "Noun"), new("ម៉ៅ", "Mao", "Mau"), new("ប៉ែន", "Pen", "Paen"),
        new("ផាន", "Phan", "Pharn"), new("រស់", "Ros", "Ruos"), new("សំ", "Sam", "Som"), new("ស៊ុន", "Sun", "Soun"),
        new("តាន់", "Tan", "Tann"), new("ទេព", "Tep", "Tepp"), new("ថោង", "Thong", "Thaong"), new("អ៊ឹម", "Im", "Eum"),
        new("យឹម", "Yim", "Yoem"), new("វ៉ាន់", "Van", "Vann"), new("អ៊ុក", "Uk", "Ouk"), new("ប៊ុន", "Bun", "Boun"),
        new("ឈួន", "Chhuon", "Chhoun"), new("ជា", "Chea", "Jea"), new("ឡុង", "Long", "Lung"), new("ម៉ម", "Mom", "Mam"),
        new("ប្រាក់", "Prak", "Brak"), new("សៅ", "Sao", "Sau"), new("សួន", "Suon", "Soun"), new("ទូច", "Touch", "Tuoch"),
        new("មាស", "Meas", "Mias"), new("ពៅ", "Pov", "Pao"), new("គង់", "Kong", "Kung"), new("ឈុន", "Chhun", "Chhoun"),
        new("ណុប", "Nop", "Nub"), new("ឯក", "Ek", "Aek"), new("ខៀវ", "Khiev", "Khieu"), new("ទិត្យ", "Tith", "Teth"),
    ];

    public static readonly NameForm[] Women =
    [
        new("សុភា", "Sophea", "Sopheah"), new("ស្រីមុំ", "Sreymom", "Sreymum"), new("ចន្ថា", "Chantha", "Chanthar"),
        new("បុប្ផា", "Bopha", "Bopphar"), new("កល្យាណ", "Kalyan", "Kolyan"), new("ធីតា", "Thida", "Thyda"),
        new("សុខា", "Sokha", "Sokhar"), new("រតនា", "Rattana", "Ratana"), new("ចិន្តា", "Chenda", "Chinda"),
        new("សុជាតា", "Socheata", "Sochata"), new("ស្រីនាង", "Sreyneang", "Sreyniang"), new("ស្រីពៅ", "Sreypov", "Sreypao"),
        new("លក្ខិណា", "Leakhena", "Leakena"), new("សុគន្ធា", "Sokunthea", "Sokuntheah"), new("ម៉ាលីស", "Malis", "Malys"),
        new("វណ្ណា", "Vanna", "Vannah"), new("នារី", "Neary", "Nearey"), new("ចាន់នី", "Channy", "Chanye"),
        new("ដាវី", "Davy", "Davi"), new("ពិសី", "Pisey", "Pisei"), new("គន្ធា", "Kunthea", "Kuntheah"),
        new("សុម៉ាលី", "Somaly", "Sumaly"), new("រស្មី", "Raksmey", "Reaksmey"), new("ធារី", "Theary", "Thiary"),
        new("ស្រីល័ក្ខ", "Sreyleak", "Sreyleakh"), new("សុវណ្ណារី", "Sovannary", "Sovanary"), new("មុំ", "Mom", "Mum"),
    ];

    public static readonly NameForm[] Men =
    [
        new("សុភ័ក្ត្រ", "Sopheak", "Sopheaktra"), new("វិចិត្រ", "Vichet", "Vicheth"), new("សំណាង", "Samnang", "Somnang"),
        new("បូរី", "Borey", "Bory"), new("ដារ៉ា", "Dara", "Darra"), new("រិទ្ធី", "Rithy", "Rithi"),
        new("សុវណ្ណ", "Sovann", "Sovan"), new("វីរៈ", "Vireak", "Virak"), new("វុទ្ធី", "Vuthy", "Vutthy"),
        new("ពិសិដ្ឋ", "Piseth", "Pisith"), new("ចំរើន", "Chamroeun", "Chamreun"), new("កុសល", "Kosal", "Kosol"),
        new("មករា", "Makara", "Meakara"), new("រតនៈ", "Ratanak", "Rattanak"), new("សុធា", "Sothea", "Sothear"),
        new("ណារិទ្ធ", "Narith", "Nareth"), new("ធារ៉ា", "Theara", "Thiara"), new("វណ្ណៈ", "Vannak", "Vanak"),
        new("សារ៉ាត់", "Sarath", "Sarat"), new("រដ្ឋា", "Ratha", "Rotha"), new("សុភាព", "Sopheap", "Sopheab"),
        new("វាសនា", "Veasna", "Viasna"), new("ភារម្យ", "Phearom", "Phearum"), new("សម្បត្តិ", "Sambath", "Sombath"),
        new("គឹមសាន", "Kimsan", "Kimsann"), new("ប៊ុនធឿន", "Bunthoeun", "Bunthoeurn"), new("សុខុម", "Sokhom", "Sokhum"),
    ];
}

/// <summary>How one registry spells a person: its romanisation and its order.</summary>
internal readonly record struct Spelling(bool OtherLatin, bool GivenFirst)
{
    /// <summary>Every registry but the civil one writes down what it heard.</summary>
    public static Spelling Heard(Dice dice) => new(dice.Chance(Dirt.OtherRomanisation), dice.Chance(Dirt.SwappedOrder));

    public string Latin(NameForm family, NameForm given) =>
        Order(OtherLatin ? family.OtherLatin : family.Latin, OtherLatin ? given.OtherLatin : given.Latin);

    public string Khmer(NameForm family, NameForm given) => Order(family.Khmer, given.Khmer);

    private string Order(string family, string given) => GivenFirst ? $"{given} {family}" : $"{family} {given}";
}
