using System.Security.Cryptography;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Export;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>What the holder of an answer can prove, and what an auditor can carry away, against a running hub.</summary>
public sealed class ReceiptTests(HubFixture hub)
{
    [Fact]
    public async Task Proof_OfAReceipt_IsShownByTheKeyAlone()
    {
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Institution == "social-ministry");
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), person.Purpose, "national-id", person.Identifiers["national-id"]);
        Receipt.TryParse(answer.Body.GetProperty("receipt").GetString(), out var receipt).ShouldBeTrue();
        var key = NoteVerifier.Parse(await GetAsync("/audit/key")).ShouldNotBeNull();
        var hash = receipt.ToString().Split('/')[^1];

        var proof = InclusionProof.Parse(await GetAsync($"/audit/proof/{receipt.Index}/{hash}")).ShouldNotBeNull();

        proof.Index.ShouldBe(receipt.Index);
        proof.Shows(new(receipt.LeafHash.Span), key).ShouldBeTrue();
        proof.Shows(new(SHA256.HashData("another"u8)), key).ShouldBeFalse();
        var later = Checkpoint.Open(await GetAsync("/audit/checkpoint"), key).ShouldNotBeNull();
        later.Size.ShouldBeGreaterThanOrEqualTo(Checkpoint.Open(proof.Checkpoint, key)!.Size);
        later.Origin.ShouldBe(receipt.Origin);
    }

    [Fact]
    public async Task Tile_OfTheFirstEntries_IsTheBeginningOfTheTree()
    {
        await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");
        using var answer = await hub.Http.GetAsync(new Uri(hub.Hub.Address + "/audit/tile/0/000.p/2"), TestContext.Current.CancellationToken);
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        bytes.Length.ShouldBe(64);
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        using var log = await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        bytes.ShouldBe([.. log.Leaves(0, 2).SelectMany(l => AuditLeaf.Hash(l.Leaf))]);
    }

    [Theory]
    [InlineData("/audit/proof/0/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/audit/proof/99999999/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/audit/proof/-1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/audit/proof/99999999999999999999/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/audit/proof/0/AAAA")]
    [InlineData("/audit/proof/0/***************************************%2F**")]
    [InlineData("/audit/tile/0/999")]
    [InlineData("/audit/tile/5/000")]
    [InlineData("/audit/tile/9/000")]
    [InlineData("/audit/tile/0/1")]
    [InlineData("/audit/tile/0/x000/000.p/1")]
    [InlineData("/audit/tile/0/000.p/0")]
    [InlineData("/audit/tile/0/000.p/01")]
    [InlineData("/audit/tile/0/000.p/256")]
    [InlineData("/audit/tile/0/x999/x999/x999/x999/x999/999")]
    [InlineData("/audit/tile/entries/000")]
    [InlineData("/audit/tile/0/")]
    public async Task Get_NothingOfThatKind_IsNotFound(string path)
    {
        using var answer = await hub.Http.GetAsync(new Uri(hub.Hub.Address + path), TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(404);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Export_OfARunningHub_VerifiesByCommand()
    {
        await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");
        var folder = Directory.CreateTempSubdirectory("interop-export-");
        try
        {
            var export = Path.Combine(folder.FullName, "log");
            (await HubCommand.RunAsync(["audit", "export", "--data", hub.Settings.Data, "--to", export])).ShouldBe(0);
            var key = (await GetAsync("/audit/key")).Trim();
            (await HubCommand.RunAsync(["audit", "verify", export, "--key", key])).ShouldBe(0);
            (await HubCommand.RunAsync(["audit", "verify", export, "--key", "x+00000000+AAAA"])).ShouldBe(1);
            (await HubCommand.RunAsync(["audit", "export", "--data", hub.Settings.Data, "--to", export])).ShouldBe(1);

            var bundle = Directory.EnumerateFiles(Path.Combine(export, "tile", "entries"), "*", SearchOption.AllDirectories).First();
            var bytes = await File.ReadAllBytesAsync(bundle, TestContext.Current.CancellationToken);
            bytes[60] ^= 1;
            await File.WriteAllBytesAsync(bundle, bytes, TestContext.Current.CancellationToken);
            (await HubCommand.RunAsync(["audit", "verify", export, "--key", key])).ShouldBe(1);
            AuditVerification.Run(export, NoteVerifier.Parse(key)!, null, null, TestContext.Current.CancellationToken).FirstBad.ShouldNotBeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Task<string> GetAsync(string path) => hub.Http.GetStringAsync(new Uri(hub.Hub.Address + path), TestContext.Current.CancellationToken);
}
