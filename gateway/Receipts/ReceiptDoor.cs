using System.Buffers.Text;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Receipts;

/// <summary>
/// What the audit log shows to everybody: hashes, signatures and proofs, never an entry. A receipt <c>{origin}/{index}/{hash}</c> is proven at
/// <c>/audit/proof/{index}/{hash}</c>; witnesses follow the log by <c>/audit/checkpoint</c> and <c>/audit/tile/...</c> (C2SP tlog-tiles, without entries).
/// </summary>
internal sealed class ReceiptDoor(AuditProofs proofs, AuditLog log, TimeProvider time)
{
    private const string Immutable = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audit/key", static context => Of(context).KeyAsync(context));
        routes.MapGet("/audit/checkpoint", static context => Of(context).CheckpointAsync(context));
        routes.MapGet("/audit/proof/{index:long:min(0)}/{hash:length(43)}", static context => Of(context).ProofAsync(context));
        routes.MapGet("/audit/tile/{level:int:range(0,5)}/{**tile}", static context => Of(context).TileAsync(context));
    }

    private static ReceiptDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<ReceiptDoor>();

    private Task KeyAsync(HttpContext context) => TextAsync(context, proofs.Key + "\n");

    private async Task CheckpointAsync(HttpContext context)
    {
        using var reader = await log.ReadAsync(context.RequestAborted);
        await TextAsync(context, proofs.Checkpoint(reader));
    }

    private async Task ProofAsync(HttpContext context)
    {
        var index = long.Parse((string)context.Request.RouteValues["index"]!, System.Globalization.CultureInfo.InvariantCulture);
        var hash = (string)context.Request.RouteValues["hash"]!;
        using var reader = await log.ReadAsync(context.RequestAborted);
        await (Base64Url.IsValid(hash, out var length) && length == TreeHash.Size
            && proofs.Prove(reader, index, new(Base64Url.DecodeFromChars(hash)), out var proof) == ProofOutcome.Proven
            ? TextAsync(context, proof!.Text)
            : NotFoundAsync(context, ProblemKinds.ReceiptUnknown));
    }

    private async Task TileAsync(HttpContext context)
    {
        var level = int.Parse((string)context.Request.RouteValues["level"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (TilePath.Parse((string?)context.Request.RouteValues["tile"]) is not ({ } tile, { } width))
        {
            await NotFoundAsync(context, ProblemKinds.RouteUnknown);
            return;
        }
        using var reader = await log.ReadAsync(context.RequestAborted);
        if (Tiling.Hashes(level, reader.Size) < (tile * Tiling.Width) + width)
        {
            await NotFoundAsync(context, ProblemKinds.RouteUnknown);
            return;
        }
        var bytes = new byte[width * TreeHash.Size];
        var hashes = reader.Tiles.Read(level, tile, width);
        for (var i = 0; i < width; i++)
            hashes[i].Write(bytes.AsSpan(i * TreeHash.Size));
        context.Response.ContentType = "application/octet-stream";
        // Even one that is not full never changes: a fuller one has another address.
        context.Response.Headers.CacheControl = Immutable;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private Task NotFoundAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));
}
