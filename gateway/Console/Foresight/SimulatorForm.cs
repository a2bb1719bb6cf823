using Interop.Gateway.Foresight;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Console.Foresight;

/// <summary>What an officer typed to simulate. It names a person, so it is a class: nothing prints it.</summary>
internal sealed class SimulatorForm
{
    public const int LongestText = 64;

    public string Version { get; init; } = "";

    public string Institution { get; init; } = "";

    public string Purpose { get; init; } = "";

    public string Operation { get; init; } = WireName.Of(Privacy.Operation.Lookup);

    public string Type { get; init; } = "national-id";

    public string Value { get; init; } = "";

    public string Case { get; init; } = "";

    public IReadOnlySet<string> Attributes { get; init; } = new HashSet<string>();

    /// <summary>The form with which a version is tried.</summary>
    public static SimulatorForm Of(ScopeConfig version) => new()
    {
        Version = ForesightLinks.Name(version), Institution = version.Consumer, Purpose = version.Purposes.FirstOrDefault(""),
        Operation = WireName.Of(version.Operations.FirstOrDefault()),
    };

    public static SimulatorForm Read(Func<string, string> field, IReadOnlyList<string> attributes) => new()
    {
        Version = field("version"), Institution = field("institution"), Purpose = field("purpose"), Operation = field("operation"), Type = field("type"),
        Value = field("value").Trim(), Case = field("case").Trim(), Attributes = attributes.ToHashSet(),
    };

    /// <summary>The question, or what is wrong first.</summary>
    public SimulatedQuestion? Question(InstitutionRegister institutions, AttributeCatalogue catalogue, out PageText? wrong)
    {
        wrong = null;
        var operation = Enum.GetValues<Operation>().FirstOrDefault(o => WireName.Of(o) == Operation);
        if (institutions.Find(Institution) is not { } institution)
            wrong = SimulatorTexts.InstitutionMissing;
        else if (!CodeLists.Purposes.ContainsKey(Purpose))
            wrong = SimulatorTexts.PurposeMissing;
        else if (!CodeLists.IdentifierTypes.TryGetValue(Type, out var type) || !type.Accepts(Value))
            wrong = SimulatorTexts.IdentifierWrong;
        else if (Case.Length > LongestText || Case.Any(c => c is < ' ' or > '~'))
            wrong = SimulatorTexts.CaseWrong;
        else
            return new()
            {
                Institution = institution, Purpose = Purpose, Operation = operation, Subject = new(Type, Value), Case = Case.Length > 0 ? Case : null,
                Attributes = Attributes.Count > 0 ? [.. catalogue.All.Where(a => Attributes.Contains(a.Name))] : null,
            };
        return null;
    }
}
