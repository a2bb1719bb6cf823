using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Interop.Gateway.Foresight;
using Interop.Gateway.Institutions;
using Interop.Gateway.Native;
using Interop.Identity;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Foresight;

/// <summary>
/// <c>/console/simulator</c>: what an institution would see about a person. The person's number is sent in a form and stands in no address; the look is
/// recorded before and after, and what cannot be recorded is answered 503 without a result.
/// </summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Officer)]
internal sealed class SimulatorModel(Drafts drafts, Simulations simulations, InstitutionRegister institutions, AttributeCatalogue catalogue, SimulatorTables tables) : ConsolePage
{
    public const string Path = "/console/simulator";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public SimulatorTables Tables => tables;

    public Drafts Drafts => drafts;

    public SimulatorForm Form { get; private set; } = new();

    /// <summary>What came of it; null when nothing was tried.</summary>
    public SimulationResult? Found { get; private set; }

    /// <summary>What is wrong with the version, in English, for it quotes codes.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public void OnGet()
    {
        if (drafts.Find(Request.Query["version"].ToString()) is { } version)
            Form = SimulatorForm.Of(version.Config);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] PageLanguage language)
    {
        Form = SimulatorForm.Read(Field, Fields("attribute"));
        if (Form.Question(institutions, catalogue, out var wrong) is not { } question)
            return Refuse(wrong!);
        var version = drafts.Find(Form.Version);
        if (version is null && Form.Version.Length > 0)
            return Refuse(SimulatorTexts.VersionGone);
        if (version is not null && version.Config.Consumer != question.Institution.Code)
            return Refuse(SimulatorTexts.OtherInstitution);
        if (drafts.With(version?.Config, out var faults) is not { } scopes)
        {
            Faults = faults;
            return Refuse(SimulatorTexts.VersionFaulty);
        }
        Response.Headers.CacheControl = "no-store";
        Found = await simulations.RunAsync(Officer, scopes, question, HttpContext.RequestAborted);
        if (Found is null)
            return Refuse(SimulatorTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        return Field("format") == "csv" ? Csv("simulation", SimulatorTables.Codes(Found)) : Page();
    }

    /// <summary>The answer as a program would get it; it has no receipt, for it is no exchange.</summary>
    public string Json()
    {
        var answer = new ArrayBufferWriter<byte>(16 * 1024);
        NativeAnswer.Write(answer, Found!.Exchange, "");
        using var document = JsonDocument.Parse(answer.WrittenMemory);
        return JsonSerializer.Serialize(document.RootElement, Indented);
    }
}
