using Interop.Gateway.Institutions;
using Interop.Identity.People;

namespace Interop.Gateway.Demo;

/// <summary>The people of the demo who can sign in: what the hub's own offices do, an operator of each institution that calls by key, and clerks at the point of care and in the commune.</summary>
internal static class DemoLogins
{
    /// <summary>Makes them where nobody can sign in yet; a store with people of its own is left alone.</summary>
    public static DemoLogin[] Make(PeopleRegister people, InstitutionRegister institutions)
    {
        if (!people.IsEmpty)
            return [];
        // Nobody approves their own privacy scope, so one officer is not enough; the third is there when one is away.
        List<PersonDraft> drafts =
        [
            new("dpo-1", "សុខ វិចិត្រ", "Sok Vichet", "", ["dpo"]),
            new("dpo-2", "ចាន់ ធារី", "Chan Theary", "", ["dpo"]),
            new("dpo-3", "លី សុភា", "Ly Sophea", "", ["dpo"]),
            new("auditor-1", "កែវ មុនី", "Keo Mony", "", ["auditor"]),
            .. institutions.All.Where(DemoFile.CallsByKey).Select(i => new PersonDraft("operator-" + i.Code, "ប្រតិបត្តិករ " + i.Name.Km, "Operator, " + i.Name.En, i.Code, ["operator"])),
            .. institutions.All.Where(i => i.Kind is InstitutionKind.Hospital or InstitutionKind.CommuneOffice).Select(i => new PersonDraft("clerk-" + i.Code, "បុគ្គលិកបញ្ជរ " + i.Name.Km, "Clerk, " + i.Name.En, i.Code, ["clerk"])),
        ];
        return [.. drafts.Select(Add)];

        DemoLogin Add(PersonDraft draft)
        {
            var login = people.AddReady(draft);
            return new(draft.UserName, login.Password, login.TotpSecret, [.. draft.Roles]);
        }
    }
}
