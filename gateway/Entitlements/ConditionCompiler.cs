using System.Text.Json;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Entitlements;

/// <summary>
/// Turns written conditions into compiled ones. Every fault goes to <paramref name="errors"/> with its file, path and offending value;
/// a condition with a fault in it compiles to null and the rest is still looked at.
/// </summary>
internal sealed class ConditionCompiler(AttributeCatalogue catalogue, List<string> errors)
{
    private readonly AttributeCatalogue catalogue = catalogue;
    private readonly List<string> errors = errors;
    private readonly Dictionary<string, (string File, ConditionConfig Config)> named = [];
    private readonly Dictionary<string, Condition?> compiled = [];
    private readonly HashSet<string> open = [];
    private readonly Dictionary<string, (string Owner, string File)> ids = new() { [Programme.NotInForce] = ("the engine", "") };

    /// <summary>Makes conditions usable by name, and compiles them all so that an unused one is checked too.</summary>
    public void AddNamed(string file, ConditionsConfig config)
    {
        foreach (var (name, condition) in config.Conditions)
            if (name is "entitled" or "enrolled")
                errors.Add($"{file}: conditions.{name}: the name is taken by the programme's own condition");
            else
                named.Add(name, (file, condition));
        foreach (var name in named.Keys)
            Named(name);
    }

    /// <param name="file">For errors.</param>
    /// <param name="owner">The programme, or the conditions file: condition ids are unique across owners.</param>
    /// <param name="path">For errors.</param>
    /// <param name="config">The tree.</param>
    /// <param name="own">The programme's own conditions that the tree may use.</param>
    public Condition? Compile(string file, string owner, string path, ConditionConfig config, IReadOnlyDictionary<string, Condition?> own) =>
        new Walk(this, file, owner, own).Compile(path, config, covered: false);

    private Condition? Named(string name)
    {
        if (compiled.TryGetValue(name, out var done))
            return done;
        var (file, config) = named[name];
        if (!open.Add(name))
        {
            errors.Add($"{file}: conditions.{name}: uses itself");
            return null;
        }

        var condition = Compile(file, file, $"conditions.{name}", config, new Dictionary<string, Condition?>());
        open.Remove(name);
        return compiled[name] = condition;
    }

    /// <summary>The way through one tree of one file.</summary>
    private sealed class Walk(ConditionCompiler compiler, string file, string owner, IReadOnlyDictionary<string, Condition?> own)
    {
        /// <param name="path">Of this node.</param>
        /// <param name="config">The node.</param>
        /// <param name="covered">A node above has a name, under which an explanation shows this one.</param>
        public Condition? Compile(string path, ConditionConfig config, bool covered)
        {
            var stated = StatedBy(path, config);
            covered |= stated is not null;
            if (config.Attribute is null && (config.OrNone || config.Otherwise is not null))
                Error(path, "orNone and otherwise belong to a test of an attribute");
            if (config.Use is { } name)
                return Used(path, name, stated);
            if (config.All is { } all)
                return Parts($"{path}.all", all, covered) is { } parts ? new AllOf(stated, parts) : null;
            if (config.Any is { } any)
                return Parts($"{path}.any", any, covered) is { } parts ? new AnyOf(stated, parts) : null;
            if (!covered)
                Error(path, "has no id and text, nor has a condition above it: an explanation could not name it");
            if (config.Not is { } negated)
                return Compile($"{path}.not", negated, covered) is { } part ? new NotOf(stated, part) : null;
            return config.Age is { } age ? Age(path, age, stated) : Test(path, config, stated);
        }

        private Stated? StatedBy(string path, ConditionConfig config)
        {
            if (config.Id is null && config.Text is null)
                return null;
            if (config.Id is not { } id || config.Text is not { } text)
            {
                Error(path, "id and text come together");
                return new(config.Id ?? "", config.Text ?? new("", ""));
            }

            // Versions of one programme may share an id; within a file, or between owners, it would name two things.
            if (compiler.ids.TryGetValue(id, out var other) && (other.Owner != owner || other.File == file))
                Error(path, $"the id '{id}' is already used by {other.Owner}");
            compiler.ids[id] = (owner, file);
            return new(id, text);
        }

        private Condition? Used(string path, string name, Stated? stated)
        {
            if (stated is not null)
                Error(path, "takes its id and text from the condition it uses");
            if (own.TryGetValue(name, out var mine))
                return mine;
            if (compiler.named.ContainsKey(name))
                return compiler.Named(name);
            Error(path, $"no condition is named '{name}'");
            return null;
        }

        private Condition[]? Parts(string path, ConditionConfig[] configs, bool covered)
        {
            var parts = configs.Select((c, i) => Compile($"{path}[{i}]", c, covered)).ToArray();
            return parts.Contains(null) ? null : [.. parts.OfType<Condition>()];
        }

        private AgeTest? Age(string path, RangeConfig age, Stated? stated)
        {
            if (age.Min <= age.Max)
                return new(stated, compiler.catalogue, age.Min, age.Max);
            Error(path, $"age from {age.Min} to {age.Max} is empty");
            return null;
        }

        private FactTest? Test(string path, ConditionConfig config, Stated? stated)
        {
            if (compiler.catalogue.Find(config.Attribute!) is not { } attribute)
            {
                Error(path, $"the catalogue has no attribute '{config.Attribute}'");
                return null;
            }

            var otherwise = new Otherwise(config.OrNone.ToTruth(), config.Otherwise is null ? Truth.False : Truth.Unknown);
            switch (config)
            {
                case { In: { } values }:
                    return Wants(path, attribute, "in", AttributeType.Code, AttributeType.String) && KnowsCodes(path, attribute, values)
                        ? new OneOf(stated, attribute, otherwise, values) : null;
                case { EqualTo: { ValueKind: JsonValueKind.String } text }:
                    string[] one = [text.GetString()!];
                    return Wants(path, attribute, "equals a text", AttributeType.Code, AttributeType.String) && KnowsCodes(path, attribute, one)
                        ? new OneOf(stated, attribute, otherwise, one) : null;
                case { EqualTo: { } truth }:
                    var number = truth.GetBoolean() ? 1 : 0;
                    return Wants(path, attribute, "equals true or false", AttributeType.Boolean) ? new NumberBetween(stated, attribute, otherwise, number, number) : null;
                case { Between: { } range }:
                    if (range.Min > range.Max)
                        Error(path, $"between {range.Min} and {range.Max} is empty");
                    return Wants(path, attribute, "between", AttributeType.Integer) ? new NumberBetween(stated, attribute, otherwise, range.Min, range.Max) : null;
                case { OnOrAfter: { } after }:
                    return Wants(path, attribute, "onOrAfter", AttributeType.Date) ? new OnOrAfter(stated, attribute, otherwise, after.DaysFromDate) : null;
                case { OnOrBefore: { } before }:
                    return Wants(path, attribute, "onOrBefore", AttributeType.Date) ? new OnOrBefore(stated, attribute, otherwise, before.DaysFromDate) : null;
                default:
                    throw new InvalidOperationException("The schema lets no other node through.");
            }
        }

        private bool Wants(string path, CatalogueAttribute attribute, string test, params ReadOnlySpan<AttributeType> types)
        {
            if (types.Contains(attribute.Type))
                return true;
            Error(path, $"'{test}' does not fit '{attribute.Name}', which is a {attribute.Type.ToString().ToLowerInvariant()}");
            return false;
        }

        private bool KnowsCodes(string path, CatalogueAttribute attribute, string[] values)
        {
            var list = attribute.Codes is null ? null : CodeLists.Find(attribute.Codes);
            var strangers = list is null ? [] : values.Where(v => !list.ContainsKey(v)).ToArray();
            foreach (var stranger in strangers)
                Error(path, $"the code list '{attribute.Codes}' has no '{stranger}'");
            return strangers.Length == 0;
        }

        private void Error(string path, string what) => compiler.errors.Add($"{file}: {path}: {what}");
    }
}
