using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
using Interop.Gateway.Proxy.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Proxy.Publishing;

public sealed class ServiceFolderTests : IDisposable
{
    private const string Contract =
        """
        { "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
          "paths": {
            "/people/{id}": {
              "parameters": [ { "$ref": "#/components/parameters/lang" } ],
              "get": { "operationId": "person", "parameters": [ { "in": "query", "name": "full" } ], "responses": { "200": { "content": { "application/json": {} } }, "4XX": { "$ref": "#/components/responses/Wrong" } } },
              "put": { "operationId": "store", "x-interop-unfiltered": true, "requestBody": { "content": { "application/octet-stream": {} } }, "responses": { "204": {} } },
              "post": { "operationId": "search", "x-interop-request-limit": 99, "requestBody": { "content": { "application/json; charset=utf-8": { "schema": { "$ref": "#/components/schemas/Search" } } } }, "responses": { "default": { "content": { "application/json": {} } } } } } },
          "components": {
            "parameters": { "lang": { "in": "query", "name": "lang" } },
            "responses": { "Wrong": { "content": { "text/plain": {} } } },
            "schemas": { "Search": { "type": "object", "required": [ "name" ], "properties": { "name": { "const": "Sok" }, "next": { "$ref": "#/components/schemas/Search" } } } } } }
        """;

    private readonly TempFolder folder = new();
    private readonly TempFolder services = new();
    private readonly ServiceFile file;

    public ServiceFolderTests()
    {
        var institutions = InstitutionRegister.Read(folder.Write("institutions.json", """{"institutions":[{"code":"nssf","kind":"insurer","name":{"en":"N","km":"ក"},"jurisdiction":""}]}"""));
        file = new(institutions, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Far:Side"] = "http://10.0.0.1/base/", ["Far:Key"] = "sesame" }).Build());
    }

    private string Path => System.IO.Path.GetDirectoryName(services["x"])!;

    [Fact]
    public void Read_OpenApiContract_HasItsOperations()
    {
        services.Write("contract.txt", Contract);
        services.Write("people.json", Service(""" "credential": { "header": "X-Key", "setting": "Far:Key" }, "contract": "contract.txt" """, "setting:Far:Side"));
        var read = new ServiceFolder(Path, file);
        var set = read.Read();
        read.Faults.ShouldBeEmpty();
        var service = set.Find("nssf", "people").ShouldNotBeNull();
        service.Credential.ShouldBe(("X-Key", "sesame"));
        service.Cluster.Destinations!["a"].Address.ShouldBe("http://10.0.0.1/base");
        var (person, store, search) = (Of("person"), Of("store"), Of("search"));
        person.Query.ShouldBe(["lang", "full"], ignoreOrder: true);
        person.Answers.Describes(404, "text/plain", true).ShouldBeTrue();
        person.Answers.Describes(500, "text/plain", true).ShouldBeFalse();
        (store.Unfiltered, store.RequestLimit, store.RequestTypes[0]).ShouldBe((true, 1L << 30, "application/octet-stream"));
        (search.RequestLimit, search.RequestTypes[0]).ShouldBe((99, "application/json"));
        search.RequestSchema!.Validate("""{"name":"Sok","next":{"name":"Sok"}}""").ShouldBeEmpty();
        search.RequestSchema.Validate("""{"name":"Sok","next":{"name":"Sao"}}""").ShouldNotBeEmpty();

        Interop.Gateway.Proxy.Contracts.ServiceOperation Of(string id) => service.Operations.All.Single(o => o.Id == id);
    }

    [Fact]
    public void Read_EverythingWrong_EveryFaultIsThereWithItsPlaceAndNoSecret()
    {
        services.Write("bad.key", "se\u0001cret");
        services.Write("people.json",
            """
            { "institution": "nobody", "service": "people", "title": { "en": "x", "km": "ក" }, "destinations": { "a": "http://user:pw@host/", "b": "setting:Far:Gone" },
              "timeout": "00:00:00", "health": { "path": "/ping", "interval": "00:00:00", "timeout": "00:00:10" }, "credential": { "header": "X-Key", "file": "bad.key" },
              "operations": [ { "id": "one", "method": "GET", "path": "/a/x{id}" }, { "id": "two", "method": "GET", "path": "/a/{x}" }, { "id": "two", "method": "POST", "path": "/b", "requestSchema": { "if": {} } } ] }
            """);
        var read = new ServiceFolder(Path, file);
        read.Read().All.ShouldBeEmpty();
        foreach (var place in (string[])["/institution: no institution 'nobody'", "/destinations/a:", "/destinations/b:", "/timeout:", "/health:", "/credential: 'bad.key'", "/operations/0/path: '/a/x{id}'", "/operations/2/requestSchema/if", "two operations 'two'"])
            read.Faults.ShouldContain(f => f.Contains("people.json: ", StringComparison.Ordinal) && f.Contains(place, StringComparison.Ordinal), place);
        read.Faults.ShouldAllBe(f => !f.Contains("cret", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_OneFileGoesWrong_ItStaysAsItWasAndTheOthersToo()
    {
        services.Write("a.json", Service(Operations("/one")));
        services.Write("b.json", Service(Operations("/one"), name: "other"));
        var read = new ServiceFolder(Path, file);
        read.Read().All.Count().ShouldBe(2);

        services.Write("a.json", "{");
        services.Write("b.json", Service(Operations("/two"), name: "other"));
        var after = read.Read();
        read.Faults.ShouldHaveSingleItem().ShouldContain("a.json");
        after.Find("nssf", "people")!.Operations.All[0].Path.Text.ShouldBe("/one");
        after.Find("nssf", "other")!.Operations.All[0].Path.Text.ShouldBe("/two");

        File.Delete(services["a.json"]);
        read.Read().Find("nssf", "people").ShouldBeNull();
        read.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Read_TwoFilesOfOneService_TheSecondIsAFault()
    {
        services.Write("a.json", Service(Operations("/one")));
        services.Write("b.json", Service(Operations("/two")));
        var read = new ServiceFolder(Path, file);
        read.Read().Find("nssf", "people")!.Operations.All[0].Path.Text.ShouldBe("/one");
        read.Faults.ShouldHaveSingleItem().ShouldContain("b.json: 'nssf/people' is published by a.json already");
    }

    [Fact]
    public void Publication_WrongFileAtStart_ThrowsEveryFault()
    {
        services.Write("a.json", Service(Operations("/a/")));
        services.Write("b.json", "[]");
        Should.Throw<ConfigurationFaultException>(() => new ServicePublication(Path, file, new FakeTimeProvider(), NullLogger<ServicePublication>.Instance)).Faults.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Publication_ChangedFile_IsReadOnceTheMomentHasPassedAndServedOnceApplied()
    {
        var time = new FakeTimeProvider();
        using var publication = new ServicePublication(Path, file, time, NullLogger<ServicePublication>.Instance);
        var before = publication.GetConfig();
        services.Write("a.json", Service(Operations("/one")));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        // The kernel tells of the change in its own time; then the clock has to move.
        while (!before.ChangeToken.HasChanged && !patience.IsCancellationRequested)
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Yield();
        }
        var after = publication.GetConfig();
        after.ShouldNotBeSameAs(before);
        after.Clusters.ShouldHaveSingleItem();
        publication.Current.Find("nssf", "people").ShouldBeNull("YARP has no cluster of it yet");
        publication.ConfigurationApplied([after]);
        publication.Current.Find("nssf", "people").ShouldNotBeNull();
    }

    private static string Operations(string path) => $$""" "operations": [ { "id": "one", "method": "GET", "path": "{{path}}", "answerTypes": [ "application/json" ] } ] """;

    private static string Service(string more, string address = "http://10.0.0.1/", string name = "people") =>
        $$"""{ "institution": "nssf", "service": "{{name}}", "title": { "en": "x", "km": "ក" }, "destinations": { "a": "{{address}}" }, {{more}} }""";

    public void Dispose()
    {
        folder.Dispose();
        services.Dispose();
    }
}
