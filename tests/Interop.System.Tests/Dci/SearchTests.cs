using System.Text.Json.Nodes;

namespace Interop.System.Tests.Dci;

/// <summary>The synchronous search of the DCI door, asked by the sandbox, which need not sign.</summary>
public sealed class SearchTests(HubFixture hub)
{
    private const string Sandbox = "dci-sandbox", Nobody = "999999999", Endpoint = "/registry/sync/search";

    public static TheoryData<string> Registries => ["social", "crvs", "ibr", "dr"];

    private string Person => hub.Demo.People.First(p => p.Institution == "social-ministry" && p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("equity-card")).Identifiers["national-id"];

    [Theory]
    [MemberData(nameof(Registries))]
    public async Task Search_ByIdentifier_IsAnsweredSignedAndAsSpecified(string registry)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Person)));
        var answer = await PostAsync(registry, body);
        answer.Status.ShouldBe(200);
        answer.Body.Text("header", "status").ShouldBe("succ");
        answer.Body.Text("message", "transaction_id").ShouldBe((string?)body["message"]!["transaction_id"]);
        var found = answer.Body.GetProperty("message").GetProperty("search_response")[0];
        found.Text("status").ShouldBe("succ");
        found.Text("reference_id").ShouldBe("r1");
        found.GetProperty("pagination").GetProperty("total_count").GetInt32().ShouldBe(1);
        var records = found.GetProperty("data").GetProperty("reg_records");
        var record = registry == "dr" ? records : records[0];
        record.GetProperty("identifier")[0].Text("identifier_value").ShouldBe(Person);
        record.TryGetProperty("birth_date", out _).ShouldBeTrue();
        // Each registry has its own attributes: poverty is nobody's but the social registry's.
        record.GetRawText().Contains("idpoor.level", StringComparison.Ordinal).ShouldBe(registry == "social");

        var keys = await hub.Http.GetStringAsync(new Uri($"{hub.Hub.Address}/dci/{registry}/.well-known/jwks.json"), TestContext.Current.CancellationToken);
        var said = await DciPartner.NodeAsync(
            DciPartner.Validate(registry, Endpoint, body), DciPartner.Validate(registry, Endpoint, answer.Parsed(), 200),
            new() { ["verify"] = new JsonObject { ["keys"] = JsonNode.Parse(keys)!["keys"]!.DeepClone(), ["message"] = answer.Parsed() } });
        said[0].ShouldBeNull();
        said[1].ShouldBeNull();
        ((string?)said[2]).ShouldBe("jws");
    }

    [Fact]
    public async Task Search_ManyInOneMessage_AreAnsweredEachForItself()
    {
        var searches = new JsonNode[] { DciPartner.ById(Person), DciPartner.ById(Nobody, reference: "r2"), DciPartner.ById("12", reference: "r3"), DciPartner.ById(Person) };
        var answer = await PostAsync("social", DciPartner.Envelope(DciPartner.Header(Sandbox, total: 4), DciPartner.Message(searches)));
        var found = answer.Body.GetProperty("message").GetProperty("search_response");
        found.EnumerateArray().Select(f => f.Text("status")).ShouldBe(["succ", "succ", "rjct", "rjct"]);
        found[1].GetProperty("data").GetProperty("reg_records").GetArrayLength().ShouldBe(0);
        found[2].Text("status_reason_code").ShouldBe("rjct.filter.invalid");
        found[3].Text("status_reason_code").ShouldBe("rjct.reference_id.duplicate");
        (await DciPartner.NodeAsync(DciPartner.Validate("social", Endpoint, answer.Parsed(), 200)))[0].ShouldBeNull();
    }

    [Theory]
    [InlineData("version", "\"latest\"", "rjct.version.invalid")]
    [InlineData("action", "\"verify\"", "rjct.action.invalid")]
    [InlineData("action", "\"subscribe\"", "rjct.action.not_supported")]
    [InlineData("message_ts", "\"2023-07-19T12:15:04.555Z\"", "rjct.message_ts.invalid")]
    [InlineData("message_ts", "\"2093-07-19T12:15:04.555Z\"", "rjct.message_ts.invalid")]
    [InlineData("message_ts", "\"T\"", "rjct.message_ts.invalid")]
    [InlineData("total_count", "\"1\"", "rjct.total_count.invalid")]
    [InlineData("total_count", "2", "rjct.total_count.invalid")]
    [InlineData("total_count", "21", "rjct.total_count.limit_exceeded")]
    public async Task Search_HeaderThatWillNotDo_IsRejectedAndMayBeSentAgainRight(string member, string value, string code)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Nobody)));
        var right = body.DeepClone();
        body["header"]![member] = JsonNode.Parse(value);
        var answer = await PostAsync("crvs", body);
        answer.Body.Text("header", "status").ShouldBe("rjct");
        answer.Body.Text("header", "status_reason_code").ShouldBe(code);
        answer.Body.GetProperty("message").GetProperty("search_response").GetArrayLength().ShouldBe(0);
        (await DciPartner.NodeAsync(DciPartner.Validate("crvs", Endpoint, answer.Parsed(), 200)))[0].ShouldBeNull();
        (await PostAsync("crvs", right)).Body.Text("header", "status").ShouldBe("succ");
        (await PostAsync("crvs", right)).Body.Text("header", "status_reason_code").ShouldBe("rjct.message_id.duplicate");
    }

    public static TheoryData<string, string, string, int, string> Faults => new()
    {
        { "header", "sender_id", "\"social-ministry\"", 403, "err.sender_id.invalid" }, { "header", "receiver_id", "\"elsewhere\"", 400, "err.receiver_id.invalid" },
        { "header", "message_id", "null", 400, "err.request.bad" }, { "", "message", "[]", 400, "err.request.bad" }, { "", "header", "\"\\ud800\"", 400, "err.request.bad" },
        { "message", "transaction_id", "7", 400, "err.request.bad" }, { "message", "search_request", "{}", 400, "err.request.bad" },
        { "header", "version", "\"2.0.0\"", 400, "err.version.not_supported" }, { "header", "is_msg_encrypted", "true", 400, "err.encryption.invalid" }, { "", "signature", "null", 401, "err.signature.missing" },
        { "", "signature", "\"unsigned\"", 401, "err.signature.invalid" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Search_MessageThatIsNotTaken_IsTheFaultOfTheSpecification(string parent, string member, string value, int status, string code)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Nobody)));
        (parent.Length == 0 ? body : body[parent]!)[member] = "CHANGED";
        var answer = await hub.Http.PostAsync($"{hub.Hub.Address}/dci/ibr{Endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString().Replace("\"CHANGED\"", value, StringComparison.Ordinal));
        answer.Status.ShouldBe(status);
        answer.Body.GetProperty("errors")[0].Text("code").ShouldBe(code);
        (await DciPartner.NodeAsync(DciPartner.Validate("ibr", Endpoint, answer.Parsed(), status)))[0].ShouldBeNull();
    }

    [Fact]
    public async Task Search_WithoutKeyOrAsText_IsAFault()
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Nobody)));
        var nobody = await hub.Http.PostAsync($"{hub.Hub.Address}/dci/dr{Endpoint}", null, null, body.ToJsonString());
        (nobody.Status, nobody.Body.GetProperty("errors")[0].Text("code")).ShouldBe((401, "err.request.unauthorized"));
        var text = await hub.Http.PostAsync($"{hub.Hub.Address}/dci/dr{Endpoint}", hub.KeyOf(Sandbox), null, new StringContent(body.ToJsonString()));
        (text.Status, text.Body.GetProperty("errors")[0].Text("code")).ShouldBe((415, "err.request.bad"));
    }

    [Theory]
    [InlineData("timestamp", "\"yesterday\"", "rjct.timestamp.invalid")]
    [InlineData("reference_id", "7", "rjct.reference_id.invalid")]
    [InlineData("search_criteria", "\"\"", "rjct.search_criteria.invalid")]
    [InlineData("search_criteria/query_type", "\"graphql\"", "rjct.search_criteria.invalid")]
    [InlineData("search_criteria/consent", "\"\"", "rjct.search_criteria.invalid")]
    [InlineData("search_criteria/query", "{\"type\":\"UIN\"}", "rjct.filter.invalid")]
    [InlineData("search_criteria/query", "{\"type\":\"passport\",\"value\":\"1\"}", "rjct.filter.invalid")]
    [InlineData("search_criteria/sort", "{}", "rjct.sort.invalid")]
    [InlineData("search_criteria/pagination", "{}", "rjct.pagination.invalid")]
    [InlineData("search_criteria/pagination", "{\"page_size\":0}", "rjct.pagination.invalid")]
    [InlineData("search_criteria/authorize", "{\"purpose\":{\"code\":\"HRESCH\"}}", "rjct.search_criteria.invalid")]
    [InlineData("search_criteria/authorize", "{\"purpose\":{\"code\":\"CURIOSITY\"}}", "rjct.search_criteria.invalid")]
    public async Task Search_ThatWillNotDo_IsRejectedWithTheCodeOfTheSpecification(string member, string value, string code)
    {
        var search = DciPartner.ById(Person);
        var at = member.Split('/');
        (at.Length == 1 ? search : search[at[0]]!)[at[^1]] = JsonNode.Parse(value);
        var answer = await PostAsync("social", DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(search)));
        var found = answer.Body.GetProperty("message").GetProperty("search_response")[0];
        (found.Text("status"), found.Text("status_reason_code")).ShouldBe(("rjct", code));
        found.TryGetProperty("data", out _).ShouldBeFalse();
        (await DciPartner.NodeAsync(DciPartner.Validate("social", Endpoint, answer.Parsed(), 200)))[0].ShouldBeNull();
    }

    [Fact]
    public async Task Search_SecondPageOfOneRecord_IsEmpty()
    {
        var search = DciPartner.ById(Person);
        search["search_criteria"]!["pagination"] = JsonNode.Parse("""{"page_size":10,"page_number":2}""");
        var found = (await PostAsync("social", DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(search)))).Body.GetProperty("message").GetProperty("search_response")[0];
        found.GetProperty("data").GetProperty("reg_records").GetArrayLength().ShouldBe(0);
        found.GetProperty("pagination").GetRawText().ShouldBe("""{"page_size":10,"page_number":2,"total_count":1}""");
    }

    public static TheoryData<string, string, string, int> Expressions => new()
    {
        { "expression", """[{"seq_num":1,"expression1":{"attribute_name":"UIN","operator":"eq","attribute_value":"$"}}]""", "succ", 1 },
        { "predicate", """[{"expression1":{"attribute_name":"UIN","operator":"eq","attribute_value":"$"},"condition":"and","expression2":{"attribute_name":"YOB","operator":"ge","attribute_value":1900}}]""", "succ", 1 },
        { "predicate", """[{"expression1":{"attribute_name":"age","operator":"lt","attribute_value":"0"},"condition":"and","expression2":{"attribute_name":"UIN","operator":"eq","attribute_value":"$"}}]""", "succ", 0 },
        { "expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"collection":"Group","query":{"$and":[{"member.demographic_info.identifier":{"$eq":"$"}},{"birth_date":{"$gt":"1900-01-01T00:00:00Z"}},{"sex":{"$in":["m","f"]}}]}}}}""", "succ", 1 },
        { "expression", """{"type":"ns:org:QueryType:NoSql","value":{"expression":{"query":{"identifier":"$","vital.birthDate":{"$lt":"1900-01-01"}}}}}""", "succ", 0 },
        { "expression", """{"attribute_name":"UIN","operator":"eq","attribute_value":"$"}""", "succ", 1 },
        { "expression", """[{"expression1":{"attribute_name":"UIN","operator":"in","attribute_value":["$","000000000"]}}]""", "rjct.search.too_many_records_found", 0 },
        { "expression", """{"sex":{"eq":"female"}}""", "rjct.search.too_many_records_found", 0 },
        { "expression", """[{"expression1":{"attribute_name":"UIN","operator":"eq","attribute_value":"$"},"condition":"or","expression2":{"attribute_name":"sex","operator":"eq","attribute_value":"m"}}]""", "rjct.filter.invalid", 0 },
        { "expression", """{"$or":[{"UIN":{"$eq":"$"}}]}""", "rjct.filter.invalid", 0 },
        { "expression", """{"UIN":{"$eq":"$"},"sex":{"$lt":"female"}}""", "rjct.filter.invalid", 0 },
        { "expression", """{"UIN":{"$eq":"$"},"marital_status":{"$eq":"W"}}""", "rjct.filter.invalid", 0 },
        { "expression", """{"UIN":{"$eq":"$"},"birth_date":{"$eq":"yesterday"}}""", "rjct.filter.invalid", 0 },
        // The scope of the sandbox does not grant the day of a death, so it cannot ask for it in this way either.
        { "expression", """{"UIN":{"$eq":"$"},"death_date":{"$gt":"1900-01-01"}}""", "rjct.filter.invalid", 0 },
        { "expression", "[]", "rjct.filter.invalid", 0 }, { "expression", "\"$\"", "rjct.filter.invalid", 0 }, { "predicate", "[[]]", "rjct.filter.invalid", 0 },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public async Task Search_ByExpression_FindsWhomItNamesOrIsRejected(string type, string query, string status, int records)
    {
        var search = DciPartner.Search(JsonNode.Parse(query.Replace("\"$\"", $"\"{Person}\"", StringComparison.Ordinal))!, type);
        search["search_criteria"]!["sort"] = JsonNode.Parse("""[{"attribute_name":"demographic_info.birth_date","sort_order":"desc"}]""");
        var answer = await PostAsync("social", DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(search)));
        var found = answer.Body.GetProperty("message").GetProperty("search_response")[0];
        (found.Text("status_reason_code") ?? found.Text("status")).ShouldBe(status);
        if (status == "succ")
            found.GetProperty("data").GetProperty("reg_records").GetArrayLength().ShouldBe(records);
    }

    [Theory]
    [InlineData("""[{"attribute_name":"shoe_size","sort_order":"asc"}]""")]
    [InlineData("""[{"attribute_name":"UIN","sort_order":"up"}]""")]
    [InlineData("""["UIN"]""")]
    public async Task Search_OrderThatCannotBe_IsRejected(string sort)
    {
        var search = DciPartner.ById(Nobody);
        search["search_criteria"]!["sort"] = JsonNode.Parse(sort);
        var answer = await PostAsync("social", DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(search)));
        answer.Body.GetProperty("message").GetProperty("search_response")[0].Text("status_reason_code").ShouldBe("rjct.sort.invalid");
    }

    private Task<Answer> PostAsync(string registry, JsonNode body) => hub.Http.PostAsync($"{hub.Hub.Address}/dci/{registry}{Endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
}
