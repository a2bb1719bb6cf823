using System.Diagnostics;
using System.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Interop.Gateway.Dci;
using Interop.Gateway.Dci.Signing;
using Interop.Gateway.Institutions;

namespace Interop.Gateway.Tests.Dci;

/// <summary>Whatever is sent, each reader of the door says what it is, and soon; none throws.</summary>
public sealed class FuzzTests
{
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly Institution Sender = new("sender", InstitutionKind.DciSandbox, new("s", "s"), "") { Dci = new("stub", "ELIGDTRM") };

    private static readonly string[] Reasons = [.. typeof(DciSearchReasons).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

    private static readonly string[] Names =
    [
        "signature", "header", "message", "message_id", "sender_id", "message_ts", "total_count", "version", "action", "transaction_id", "search_request", "reference_id", "timestamp",
        "search_criteria", "query_type", "query", "type", "ciphertext", "encrypted_key", "iv", "tag", "alg", "enc", "kid", "value", "expression", "expression1", "expression2", "seq_num", "condition", "attribute_name", "operator", "attribute_value",
        "$and", "$or", "$eq", "$in", "UIN", "sex", "age", "birth_date", "sort", "sort_order", "pagination", "page_size", "page_number", "consent", "authorize", "purpose", "code", "",
    ];

    private static readonly string[] Texts =
    [
        "", "search", "1.0.0", "RSA-OAEP-256", "A256GCM", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA", "2026-11-25T10:00:00Z", "T", "2026-11-25T", "idtype-value", "expression", "predicate", "UIN", "and", "or", "eq", "in", "lt", "123456789", "ELIGDTRM", "asc",
        "a.b.c", "Signature: namespace=\"dci\"", "\ud800", "ក្រ", new string('9', 200), "1e999", "-0",
    ];

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(
        Any(Texts).Select(t => (JsonNode?)JsonValue.Create(t)), Gen.Double.Where(double.IsFinite).Select(d => (JsonNode?)JsonValue.Create(d)),
        Gen.Int[-1, 30].Select(i => (JsonNode?)JsonValue.Create(i)), Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)), Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonNode?> Tree = Level(6);

    [Fact]
    public void Envelope_AnyTree_IsReadOrNot() => Tree.Sample(tree => Read(tree, body =>
    {
        if (DciEnvelope.Read(body) is not { } asked)
            return;
        asked.Rejection("search", DateTimeOffset.UnixEpoch).ShouldNotBeNull();
        _ = (asked.Total, asked.Transaction, asked.Receiver, asked.SaysEncrypted, asked.IsOfAnotherVersion, EncryptedMessage.Is(asked.Message));
        EncryptedMessage.Read(asked.Message, _ => Key).ShouldBeNull();
    }), iter: 5_000);

    [Fact]
    public void Query_AnyTree_IsUnderstoodOrHasAReason() => Tree.Sample(tree => Read(tree, search =>
    {
        var query = DciQuery.Read(search, Sender, new HashSet<string>());
        (query.Subject is null).ShouldBe(query.Rejection is not null);
        if (query.Rejection is not null)
            Reasons.ShouldContain(query.Rejection);
    }), iter: 5_000);

    [Fact]
    public void Query_AnyExpression_IsUnderstoodOrHasAReason()
    {
        var understood = 0;
        var operation = Any("eq", "lt", "in", "ge", "like");
        var one = Gen.Select(Any("UIN", "sex", "a.b.birth_date", "age", "YOB", "x"), operation, Any("\"123456789\"", "5", "\"m\"", "[\"m\"]", "\"2020-01-01\"", "{}", "true"))
            .Select((n, o, v) => (n, o, v));
        Gen.Select(one.List[1, 4], Gen.Bool).Sample((conditions, asTemplate) =>
        {
            var text = asTemplate
                ? $$"""{"$and":[{{string.Join(',', conditions.Select(c => $$$"""{"{{{c.n}}}":{"${{{c.o}}}":{{{c.v}}} }}"""))}}]}"""
                : $$"""[{{string.Join(',', conditions.Select(c => $$$"""{"expression1":{"attribute_name":"{{{c.n}}}","operator":"{{{c.o}}}","attribute_value":{{{c.v}}} }}"""))}}]""";
            using var criteria = JsonDocument.Parse($$"""{"query_type":"expression","query":{{text}}}""", Strict);
            var (subject, tests, rejection) = DciQuery.Criteria(DciQuery.Conditions(criteria.RootElement));
            (subject is null).ShouldBe(rejection is not null);
            if (subject is null)
                return;
            Interlocked.Increment(ref understood);
            conditions.ShouldContain(c => c.n == "UIN" && c.o == "eq");
            tests.Count.ShouldBe(conditions.Count - 1);
        }, iter: 20_000);
        understood.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Signature_AnyText_IsReadOrNot() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["abcxyz019-_.=\"|,: "], 0, 300], Gen.Byte.Array[0, 100].Array[3].Select(p => string.Join('.', p.Select(Convert.ToBase64String))))
            .Sample(text => EmbeddedJws.Read(text) is null && SignatureString.Read(text) is null);

    [Fact]
    public void Canonical_WideArrayOfTheLargestBody_TakesNoTimeToSpeakOf()
    {
        var wide = $"[{string.Join(',', Enumerable.Repeat("[[]]", 13_000))}]";
        using var document = JsonDocument.Parse($$"""{"header":{},"message":{"x":{{wide}} } }""", Strict);
        var started = Stopwatch.GetTimestamp();
        CanonicalJson.Of(document.RootElement.GetProperty("header"), document.RootElement.GetProperty("message")).Length.ShouldBeGreaterThan(60_000);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static Gen<string> Any(params string[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    private static Gen<JsonNode?> Level(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (2, Scalar),
        (2, Gen.Select(Any(Names), Level(depth - 1)).List[0, 6].Select(members =>
            (JsonNode?)new JsonObject(members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, m.Item2?.DeepClone()))))),
        (1, Level(depth - 1).List[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))));

    /// <summary>What a body of these bytes would be; half a surrogate pair is written as its escape.</summary>
    private static void Read(JsonNode? tree, Action<JsonElement> read)
    {
        var text = (tree?.ToJsonString() ?? "null").Replace("\\uFFFD", "\\uD800", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text), Strict);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return;
        try
        {
            _ = CanonicalJson.Of(document.RootElement, document.RootElement);
        }
        catch (InvalidOperationException)
        {
            // The envelope says so before any query is read.
            DciEnvelope.Read(document.RootElement);
            return;
        }
        read(document.RootElement);
    }
}
