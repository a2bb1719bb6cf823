using Interop.Gateway.Institutions;
using Interop.Gateway.SubjectAccess;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;

namespace Interop.Gateway.Console.SubjectAccess;

/// <summary><c>/console/subject-access</c>: a data protection officer answers somebody who has asked in writing what is held about them.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Officer)]
internal sealed class SubjectAccessModel(InstitutionRegister institutions, SubjectReports reports, ReportView view, ReportJson json) : ReportPage(reports, view, json)
{
    public const string Path = "/console/subject-access";

    public const int LongestRequest = 40;

    /// <summary>The number of the written request.</summary>
    public string Filed { get; private set; } = "";

    public bool HasOffice => Asking is not null;

    public override IReadOnlyList<(string Name, string Value)> WhyFields => [("request", Filed)];

    protected override Institution? Asking => institutions.All.FirstOrDefault(i => i.Kind == InstitutionKind.DataProtectionOffice);

    protected override string Reference => Filed;

    protected override PageText? ReadWhy()
    {
        Filed = Field("request").Trim();
        return Filed.Length is 0 or > LongestRequest || Filed.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0 ? ReportTexts.NoRequest : null;
    }
}
