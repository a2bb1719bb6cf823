namespace Interop.Country.Samples;

/// <summary>A membership or an enrolment: its status (null where there is none to have) and its period.</summary>
internal sealed record Period(char? Status, DateOnly From, DateOnly? To, DateOnly? PaidTo);

/// <summary>
/// What four registries together know of one person, as somebody with all four on the desk would see it. A registry that holds
/// no row says "none" only if the others tell an identifier it could be asked by; otherwise everything in it is unknown.
/// </summary>
internal sealed class PersonFacts
{
    private readonly LinkedRecords linked;

    public PersonFacts(LinkedRecords linked)
    {
        this.linked = linked;
        var person = linked.Person;
        var civil = linked.Has(Registry.Civil);
        Born = From(Registry.Civil, civil, person.RegisteredBirth);
        BornApproximate = civil && person.Approximate;
        Died = FromNullable(Registry.Civil, civil ? person.Died : null);
        Female = From(Registry.Civil, civil, person.Female);
        Occupation = FromNullable(Registry.Civil, civil ? person.Occupation : null);
        MotherNationalId = FromNullable(Registry.Civil, civil ? person.MotherNationalId : null);

        var row = linked.Has(Registry.IdPoor) ? person.Assessments.MaxBy(a => a.Interview.Date) : null;
        CardValidTo = FromNullable(Registry.IdPoor, row?.Interview.ValidTo);

        var benefits = linked.Has(Registry.Programmes) ? person.Beneficiary : null;
        Disability = FromNullable(Registry.Programmes, benefits?.DisabilityGrade);
        DisabilityUntil = FromNullable(Registry.Programmes, benefits?.DisabilityUntil);
        ExpectedDelivery = FromNullable(Registry.Programmes, benefits?.ExpectedDelivery);
        InSchool = FromNullable(Registry.Programmes, benefits?.InSchool);
        Grade = FromNullable(Registry.Programmes, benefits?.Grade);
        Meals = FromNullable(Registry.Programmes, benefits?.MealsAtSchool);
        Veteran = FromNullable(Registry.Programmes, benefits?.Veteran);
    }

    public Known<DateOnly> Born { get; }
    public bool BornApproximate { get; }
    public Known<DateOnly> Died { get; }
    public Known<bool> Female { get; }
    public Known<string> Occupation { get; }
    public Known<string> MotherNationalId { get; }

    /// <summary>Of the latest assessment; there is one if and only if the person has a poverty level.</summary>
    public Known<DateOnly> CardValidTo { get; }
    public Known<string> Disability { get; }
    public Known<DateOnly> DisabilityUntil { get; }
    public Known<DateOnly> ExpectedDelivery { get; }
    public Known<bool> InSchool { get; }
    public Known<int> Grade { get; }
    public Known<bool> Meals { get; }
    public Known<string> Veteran { get; }

    /// <summary>The mother's card, found by her national ID.</summary>
    public Known<DateOnly> MotherCardValidTo
    {
        get
        {
            if (!MotherNationalId.HasValue)
                return MotherNationalId.IsUnknown ? Known<DateOnly>.Unknown : Known<DateOnly>.None;
            var mother = linked.Person.Mother!;
            return mother.Conflicted ? Known<DateOnly>.Unknown : new PersonFacts(LinkedRecords.From(mother, Registry.Civil)).CardValidTo;
        }
    }

    /// <summary>The policy of a scheme that began last.</summary>
    public Known<Period> Membership(string scheme)
    {
        var policy = linked.Has(Registry.HealthInsurance) ? linked.Person.Insured!.Policies.Where(p => p.Scheme == scheme).MaxBy(p => p.From) : null;
        return FromNullable(Registry.HealthInsurance, policy is null ? null : new Period(policy.Status, policy.From, policy.To, policy.PaidTo));
    }

    /// <summary>The enrolment in a programme that began last.</summary>
    public Known<Period> Enrolment(string programme)
    {
        var enrolment = linked.Has(Registry.Programmes) ? linked.Person.Beneficiary!.Enrolments.Where(e => e.Programme == programme).MaxBy(e => e.Start) : null;
        return FromNullable(Registry.Programmes, enrolment is null ? null : new Period(null, enrolment.Start, enrolment.End, null));
    }

    private Known<T> From<T>(Registry registry, bool held, T value) =>
        held ? Known<T>.Of(value) : linked.Has(registry) || linked.CanBeAsked(registry) ? Known<T>.None : Known<T>.Unknown;

    private Known<T> FromNullable<T>(Registry registry, T? value) where T : struct => From(registry, value.HasValue, value.GetValueOrDefault());

    private Known<T> FromNullable<T>(Registry registry, T? value) where T : class => From(registry, value is not null, value!);
}
