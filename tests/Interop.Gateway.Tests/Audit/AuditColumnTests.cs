using Interop.Gateway.Audit;

namespace Interop.Gateway.Tests.Audit;

public sealed class AuditColumnTests
{
    [Fact]
    public async Task AppendAsync_TextsOfEveryKind_StandInTheirColumnsAsGiven()
    {
        using var folder = new AuditFolder();
        var subject = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var purpose = "before\0after " + new string('ខ', 300);
        Receipt receipt;
        await using (var log = folder.Open())
        {
            var full = AuditFolder.Entry(purpose) with { Institution = "", SubjectPseudonym = subject };
            receipt = (await log.AppendAsync(full, TestContext.Current.CancellationToken)).Receipt;
            await log.AppendAsync(AuditFolder.Entry(null), TestContext.Current.CancellationToken);
        }

        using var connection = folder.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "select at, exchange, phase, institution, purpose, outcome, subject, leaf, leaf_hash from audit_entry order by idx";
        using var row = command.ExecuteReader();
        row.Read().ShouldBeTrue();
        row.GetInt64(0).ShouldBe(AuditFolder.Entry().At.ToUnixTimeMilliseconds());
        row.GetString(1).ShouldBe("019a9f3c-5a00-7000-8000-000000000001");
        row.GetString(2).ShouldBe("admitted");
        row.GetString(3).ShouldBe("");
        row.GetString(4).ShouldBe(purpose);
        row.GetString(5).ShouldBe("admitted");
        ((byte[])row[6]).ShouldBe(subject);
        AuditLeaf.Hash((byte[])row[7]).ShouldBe((byte[])row[8]);
        ((byte[])row[8]).ShouldBe(receipt.LeafHash.ToArray());
        // Nothing of one entry stays behind in the next.
        row.Read().ShouldBeTrue();
        row.GetString(3).ShouldBe("hospital-a");
        row.IsDBNull(4).ShouldBeTrue();
        row.IsDBNull(6).ShouldBeTrue();
    }
}
