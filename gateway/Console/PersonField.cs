using Interop.Gateway.Consents;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>The two fields by which an officer names a person, shown by the partial <c>_Person</c>; only ever in the body of a form. A class: nothing prints it.</summary>
internal sealed class PersonField
{
    public string Type { get; init; } = "national-id";

    public string Value { get; init; } = "";

    /// <summary>What is wrong with it.</summary>
    public PageText? Fault { get; init; }

    /// <summary>Whether the form may be sent without.</summary>
    public bool IsOptional { get; init; }

    public bool IsEmpty => Value.Length == 0;

    public TypedIdentifier Typed => new(Type, Value);

    public static PersonField Read(Func<string, string> field, bool optional = false) => new() { Type = field("subjectType"), Value = field("subject").Trim(), IsOptional = optional };

    public PersonField With(PageText? fault) => new() { Type = Type, Value = Value, Fault = fault, IsOptional = IsOptional };
}
