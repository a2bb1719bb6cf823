using System.Text.Json.Nodes;

namespace Interop.System.Tests.Dci;

/// <summary>The endpoints that ask one thing about one person say what the native door says of the same people to the same institution.</summary>
public sealed class TypedQuestionTests(HubFixture hub)
{
    private const string Sandbox = "dci-sandbox", Nobody = "999999999", Enrolled = "/registry/sync/enrolled", Disabled = "/registry/sync/disabled";

    private string[] People => [.. hub.Demo.People.Select(p => p.Identifiers.GetValueOrDefault("national-id")).OfType<string>().Distinct().Take(40)];

    [Fact]
    public async Task Enrolled_OfTheDemosPeople_IsWhatTheNativeCheckSays()
    {
        var said = new List<string>();
        foreach (var person in People)
        {
            var check = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(Sandbox), "ELIGDTRM", "national-id", person);
            if (check.Status != 200)
                continue;
            var all = check.Body.GetProperty("programmes").EnumerateArray().Select(p => p.Text("enrolled")).ToArray();
            var expected = all.Contains("yes") ? "yes" : all.Contains("unknown") ? null : "no";
            var answer = await PostAsync("ibr", Enrolled, "enrolled_criteria", ById(person));
            Said(answer, "enrolled_response", "enrolled_status").ShouldBe(expected);
            said.Add(expected ?? "unknown");
        }
        said.ShouldContain("yes");
        said.ShouldContain("no");
    }

    [Fact]
    public async Task Enrolled_InOneProgramme_IsAskedByACondition()
    {
        var person = "";
        var (programme, other) = ("", "");
        foreach (var one in People)
        {
            var check = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf(Sandbox), "ELIGDTRM", "national-id", one);
            if (check.Status != 200)
                continue;
            var all = check.Body.GetProperty("programmes").EnumerateArray().ToLookup(p => p.Text("enrolled"), p => p.Text("programme")!);
            if (all["yes"].FirstOrDefault() is { } yes && all["no"].FirstOrDefault() is { } no)
                (person, programme, other) = (one, yes, no);
        }
        person.ShouldNotBeEmpty();
        Said(await PostAsync("ibr", Enrolled, "enrolled_criteria", In(person, programme)), "enrolled_response", "enrolled_status").ShouldBe("yes");
        Said(await PostAsync("ibr", Enrolled, "enrolled_criteria", In(person, other)), "enrolled_response", "enrolled_status").ShouldBe("no");
        (await PostAsync("ibr", Enrolled, "enrolled_criteria", In(person, "lottery"))).Body.Text("header", "status_reason_message").ShouldBe("rjct.filter.invalid");

        static JsonObject In(string person, string programme) => new()
        {
            ["query_type"] = "expression",
            ["query"] = JsonNode.Parse($$$"""{"$and":[{"person_identifier":{"$eq":"{{{person}}}"}},{"programme.programme_identifier":{"$eq":"{{{programme}}}"}}]}"""),
        };
    }

    [Fact]
    public async Task Disabled_OfTheDemosPeople_IsWhatTheNativeLookupSays()
    {
        var said = new List<string>();
        foreach (var person in People)
        {
            var lookup = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf(Sandbox), "ELIGDTRM", "national-id", person, ""","attributes":["disability.severity"]""");
            if (lookup.Status != 200)
                continue;
            var status = lookup.Attribute("disability.severity").Text("status");
            var expected = status == "value" ? "yes" : status == "none" ? "no" : null;
            Said(await PostAsync("dr", Disabled, "disabled_criteria", Member(person)), "disabled_response", "disabled_status").ShouldBe(expected);
            said.Add(expected ?? "unknown");
        }
        said.ShouldContain("yes");
        said.ShouldContain("no");
    }

    [Fact]
    public async Task DetailsAndSupport_OfADisabledPerson_AreAsSpecified()
    {
        string? disabled = null;
        foreach (var person in People)
            if (disabled is null && Said(await PostAsync("dr", Disabled, "disabled_criteria", Member(person)), "disabled_response", "disabled_status") == "yes")
                disabled = person;
        disabled.ShouldNotBeNull();
        var details = await PostAsync("dr", "/registry/sync/get-disability-details", "disabled_criteria", Member(disabled));
        details.Body.GetProperty("message").GetProperty("search_response")[0].GetProperty("data").GetProperty("reg_records")[0].TryGetProperty("disability_level", out _).ShouldBeTrue();
        var support = await PostAsync("dr", "/registry/sync/get-disability-support", "disabled_criteria", Member(disabled));
        var programme = support.Body.GetProperty("message").GetProperty("search_response")[0].GetProperty("data").GetProperty("reg_records")[0].EnumerateArray().ShouldHaveSingleItem();
        programme.Text("programme_identifier").ShouldBe("disability-allowance");
        programme.Text("enrolment_status").ShouldBeOneOf("yes", "no", "unknown");
        (await DciPartner.NodeAsync(
            DciPartner.Validate("dr", "/registry/sync/get-disability-details", details.Parsed(), 200),
            DciPartner.Validate("dr", "/registry/sync/get-disability-support", support.Parsed(), 200))).ShouldAllBe(fault => fault == null);
    }

    [Theory]
    [InlineData("ibr", Enrolled, "enrolled")]
    [InlineData("dr", Disabled, "disabled")]
    [InlineData("dr", "/registry/sync/get-disability-details", "disabled")]
    [InlineData("dr", "/registry/sync/get-disability-support", "disabled")]
    public async Task Typed_NobodyAndWhatWillNotDo_AreAnsweredAsSpecified(string registry, string endpoint, string name)
    {
        var nobody = await PostAsync(registry, endpoint, $"{name}_criteria", ById(Nobody));
        nobody.Body.Text("header", "status").ShouldBe("succ");
        var many = await PostAsync(registry, endpoint, $"{name}_criteria", new() { ["query_type"] = "expression", ["query"] = JsonNode.Parse("""{"sex":{"eq":"m"}}""") });
        many.Body.GetRawText().ShouldContain("rjct.search.too_many_records_found");
        var none = await PostAsync(registry, endpoint, "other_criteria", ById(Nobody));
        (none.Status, none.Body.GetProperty("errors")[0].Text("code")).ShouldBe((400, "err.request.bad"));
        // The answer of `enrolled` is a reference to a schema where an answer belongs; what it means is the message, as at its neighbours.
        if (endpoint != Enrolled)
            (await DciPartner.NodeAsync(DciPartner.Validate(registry, endpoint, nobody.Parsed(), 200), DciPartner.Validate(registry, endpoint, many.Parsed(), 200))).ShouldAllBe(fault => fault == null);
    }

    private static string? Said(Answer answer, string list, string member)
    {
        answer.Status.ShouldBe(200);
        var answers = answer.Body.GetProperty("message").GetProperty(list);
        answer.Body.Text("header", "status").ShouldBe(answers.GetArrayLength() == 1 ? "succ" : "rjct");
        return answers.GetArrayLength() == 1 ? answers[0].Text(member) : null;
    }

    private static JsonObject ById(string value) => new() { ["query_type"] = "idtype-value", ["query"] = new JsonObject { ["type"] = "UIN", ["value"] = value } };

    private static JsonObject Member(string value) => new() { ["query_type"] = "expression", ["query"] = new JsonObject { ["personal_details.member_identifier"] = new JsonObject { ["eq"] = value } } };

    private Task<Answer> PostAsync(string registry, string endpoint, string member, JsonObject criteria)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), new() { ["transaction_id"] = DciPartner.NewId, [member] = criteria });
        return hub.Http.PostAsync($"{hub.Hub.Address}/dci/{registry}{endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
    }
}
