using Interop.Identity.Pages;
using Interop.Identity.People;

namespace Interop.Gateway.Console;

/// <summary>What officers are called, whose ids the records hold.</summary>
internal sealed class OfficerNames(PeopleRegister people)
{
    /// <summary>The name in both scripts. Whom nobody knows is shown as recorded: scopes of a file name officers as the file does.</summary>
    public PageText Of(string officer) => people.NameOf(officer) is var (latin, khmer) ? new(latin, khmer) : new(officer, officer);
}
