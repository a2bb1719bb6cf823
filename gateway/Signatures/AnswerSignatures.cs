using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Configuration;
using Interop.Gateway.Problems;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Signatures;

/// <summary>Signs the hub's answers (RFC 9421), problems too, with its current key for answers.</summary>
internal sealed class AnswerSignatures
{
    public const string Algorithm = "ecdsa-p256-sha256";
    public const string Label = "interop";
    public const string Tag = "interop-answer";

    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(5);

    /// <summary>What a signature of the hub covers, as far as it is there: the answer, and the question it belongs to (RFC 9421 §2.4).</summary>
    private static readonly FieldItem[] Own =
    [
        Of("@status"), Of("content-type"), Of("content-digest"), Of("interop-exchange-id"), Of("interop-receipt"),
        Of("@method", "req"), Of("@target-uri", "req"), Of("content-digest", "req"),
    ];

    private readonly SigningKeys keys;
    private readonly TimeProvider time;
    private readonly Uri? origin;

    /// <exception cref="ConfigurationFaultException">The options are wrong.</exception>
    public AnswerSignatures(SigningKeys keys, IOptions<SignatureOptions> options, TimeProvider time)
    {
        (this.keys, this.time, origin) = (keys, time, options.Value.OriginUri);
        if (options.Value.Faults().ToArray() is { Length: > 0 } faults)
            throw new ConfigurationFaultException(faults);
    }

    /// <summary>Has the answer held back when its institution takes none unsigned, or the request asks for a signature that can be made.</summary>
    public void HoldWhenWanted(HttpContext context, bool demanded)
    {
        var asked = context.Request.Headers.ContainsKey(AnswerWish.Field);
        if (!asked && !demanded)
            return;
        var wish = asked ? AnswerWish.Of(context.Request.Headers, keys.Current(SigningPurpose.Answer).Kid) : null;
        if (wish is null && !demanded)
            return;
        var outside = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var held = new HeldAnswer(outside, wish, demanded);
        context.Response.RegisterForDispose(held);
        context.Features.Set(held);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held, outside));
    }

    /// <summary>Signs the answer that was held back, and sends it.</summary>
    public async Task SendAsync(HttpContext context, HeldAnswer held)
    {
        var response = context.Response;
        var inside = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        if (held.Dropped)
        {
            response.Clear();
            await new Problem(ProblemKinds.AnswerUnsignable).WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));
        }
        await inside.CompleteAsync();
        context.Features.Set(held.Outside);
        if (held.LetThrough)
            return;

        // RFC 9110 §6.4.1: these have no content, hence no digest of it.
        var bodiless = HttpMethods.IsHead(context.Request.Method) || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified;
        if (!bodiless)
        {
            response.ContentLength = held.Body.Length;
            response.Headers[ContentDigest.Field] = ContentDigest.Of(held.Body.Span);
        }
        Sign(context, held.Wish);
        if (!bodiless)
            await held.Outside.Stream.WriteAsync(held.Body, context.RequestAborted);
    }

    private void Sign(HttpContext context, AnswerWish? wish)
    {
        var message = new SignedMessage(context.Response.Headers) { Status = context.Response.StatusCode, Request = SignedMessage.Of(context.Request, origin) };
        FieldItem[] own = [.. Own.Where(c => SignatureComponents.Value(c, message, out _) == SignatureOutcome.Valid)];
        var key = keys.Current(SigningPurpose.Answer);

        // A wish that turns out to be impossible leaves the hub's own choice.
        FieldItem[] both = wish is null ? own : [.. own, .. wish.Components.Where(w => !own.Any(o => o.ToString() == w.ToString()))];
        var input = new FieldItem(both, Parameters(key.Kid, wish));
        if (SignatureBase.Build(input, message, out var text) != SignatureOutcome.Valid)
            SignatureBase.Build(input = new(own, Parameters(key.Kid, wish)), message, out text);

        var signature = new FieldItem(key.Key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256), []);
        var label = wish?.Label ?? Label;
        // Appended: an answer that came through the hub may bring a signature of its own.
        context.Response.Headers.Append("Signature-Input", $"{label}={input}");
        context.Response.Headers.Append("Signature", $"{label}={signature}");
    }

    private List<KeyValuePair<string, object>> Parameters(string kid, AnswerWish? wish)
    {
        var now = time.GetUtcNow();
        var parameters = new List<KeyValuePair<string, object>> { new("created", now.ToUnixTimeSeconds()), new("keyid", kid), new("alg", Algorithm) };
        if (wish is { Expires: true })
            parameters.Add(new("expires", (now + Valid).ToUnixTimeSeconds()));
        if (wish?.Nonce is { } nonce)
            parameters.Add(new("nonce", nonce));
        parameters.Add(new("tag", wish?.Tag ?? Tag));
        return parameters;
    }

    private static FieldItem Of(string name, params string[] flags) => new(name, [.. flags.Select(f => KeyValuePair.Create(f, (object)true))]);
}
