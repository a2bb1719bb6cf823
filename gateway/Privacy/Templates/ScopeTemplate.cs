using System.Collections.Frozen;
using System.Globalization;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy.Templates;

/// <summary>The most that a scope of one use case may grant.</summary>
internal sealed class ScopeTemplate
{
    private readonly FrozenDictionary<string, Reduction> most;

    public ScopeTemplate(TemplateConfig config)
    {
        (Code, Title, Description, Purposes, Operations, Attributes) = (config.Template, config.Title, config.Description, config.Purposes, config.Operations, config.Attributes);
        (Programmes, LongestDays, LongestRetentionDays, AllowsServices, Conditions) =
            (config.ListedProgrammes, config.LongestDays, config.LongestRetentionDays, config.Services, config.Conditions);
        LongestLastKnownHours = config.LongestLastKnownHours;
        most = Attributes.ToFrozenDictionary(a => a.Name, a => a.Most);
    }

    public string Code { get; }

    public Title Title { get; }

    /// <summary>For whom it is, and why its bounds are what they are, in plain words.</summary>
    public Title Description { get; }

    public IReadOnlyList<string> Purposes { get; }

    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>In the order of the file, which is that of the catalogue.</summary>
    public IReadOnlyList<AttributeBound> Attributes { get; }

    /// <summary>Programmes that may be decided; null for all.</summary>
    public IReadOnlyList<string>? Programmes { get; }

    /// <summary>Days in force, the first and the last counted.</summary>
    public int LongestDays { get; }

    public int LongestRetentionDays { get; }

    /// <summary>Hours; 0 where nothing that is only last known may be answered.</summary>
    public int LongestLastKnownHours { get; }

    /// <summary>Whether published services may be granted.</summary>
    public bool AllowsServices { get; }

    /// <summary>Subject conditions that a scope must have, each of them.</summary>
    public IReadOnlyList<SubjectConditionKind> Conditions { get; }

    /// <summary>The most that may be granted of an attribute; null for nothing.</summary>
    public Reduction? MostOf(string attribute) => most.TryGetValue(attribute, out var reduction) ? reduction : null;

    public bool AllowsProgramme(string programme) => Programmes?.Contains(programme) ?? true;

    /// <summary>Everything in which the scope goes beyond this, each by itself.</summary>
    public IEnumerable<TemplateExcess> ExcessesOf(ScopeConfig scope)
    {
        foreach (var purpose in scope.Purposes.Where(p => !Purposes.Contains(p)))
            yield return Beyond(BoundKind.Purpose, purpose, Purposes);
        foreach (var operation in scope.Operations.Where(o => !Operations.Contains(o)))
            yield return Beyond(BoundKind.Operation, WireName.Of(operation), Operations.Select(WireName.Of));
        foreach (var grant in scope.Attributes)
            if (MostOf(grant.Name) is not { } bound || !grant.Reduction.IsAtMost(bound))
                yield return new(BoundKind.Attribute, Code, grant.Name, WireName.Of(grant.Reduction), MostOf(grant.Name) is { } some ? WireName.Of(some) : null);
        foreach (var programme in scope.Programmes.Where(p => !AllowsProgramme(p)))
            yield return Beyond(BoundKind.Programme, programme, Programmes!);
        if (!AllowsServices)
            foreach (var service in scope.Services ?? [])
                yield return new(BoundKind.Service, Code, service.Service);
        if (scope.To.DayNumber - scope.From.DayNumber + 1 is var days && days > LongestDays)
            yield return new(BoundKind.Validity, Code, "", Number(days), Number(LongestDays));
        if (scope.RetentionDays > LongestRetentionDays)
            yield return new(BoundKind.Retention, Code, "", Number(scope.RetentionDays), Number(LongestRetentionDays));
        if (scope.LastKnownHours > LongestLastKnownHours)
            yield return new(BoundKind.LastKnown, Code, "", Number(scope.LastKnownHours.Value), Number(LongestLastKnownHours));
        foreach (var condition in Conditions.Except(scope.Subject.Select(c => c.Kind)))
            yield return new(BoundKind.Condition, Code, WireName.Of(condition));
    }

    public override string ToString() => Code;

    private TemplateExcess Beyond(BoundKind kind, string what, IEnumerable<string> allowed) =>
        new(kind, Code, what, null, string.Join(", ", allowed) is { Length: > 0 } list ? list : null);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
