namespace Interop.Gateway.Privacy.Templates;

/// <summary>What a template bounds.</summary>
internal enum BoundKind
{
    /// <summary>The use case itself: no template of that code exists.</summary>
    UseCase,
    Purpose,
    Operation,
    Attribute,
    Programme,
    Service,
    /// <summary>Days in force.</summary>
    Validity,
    /// <summary>Days the institution keeps what it learns.</summary>
    Retention,
    /// <summary>Hours for which a silent registry's last known facts may answer.</summary>
    LastKnown,
    /// <summary>A subject condition that must be there.</summary>
    Condition,
}

/// <summary>One way in which a scope goes beyond the template of its use case.</summary>
/// <param name="UseCase">Code of the template.</param>
/// <param name="What">The code of what is granted, e.g. an attribute; empty where the kind says it all.</param>
/// <param name="Granted">A reduction, or a number of days; null where there is only granted or not.</param>
/// <param name="Most">Likewise the most there may be; null for nothing at all.</param>
internal sealed record TemplateExcess(BoundKind Kind, string UseCase, string What, string? Granted = null, string? Most = null)
{
    /// <summary>A sentence of codes, for whoever reads faults.</summary>
    public override string ToString() => $"use case '{UseCase}': " + Kind switch
    {
        BoundKind.UseCase => $"there is no such template{(Most is null ? "" : $"; there are {Most}")}",
        BoundKind.Attribute => $"'{What}' is granted {Granted}, at most {Most ?? "nothing"} of it may be",
        BoundKind.Validity => $"is in force for {Granted} days, at most {Most} may be",
        BoundKind.Retention => $"lets what is learned be kept for {Granted} days, at most {Most} may be",
        BoundKind.LastKnown => $"lets answers be {Granted} hours old, at most {Most} may be",
        BoundKind.Condition => $"has no subject condition '{What}', which it must have",
        _ => $"{Kind.ToString().ToLowerInvariant()} '{What}' is granted, at most {Most ?? "nothing"} may be",
    };
}
