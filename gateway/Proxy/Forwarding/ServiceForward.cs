using System.Globalization;
using Interop.Gateway.Proxy.Contracts;
using Interop.Schemas;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>
/// One attempt to have a call answered: shapes the request for the provider, and lets the answer out when it keeps to the contract,
/// what leaves of it is on record, and the filter has passed it.
/// </summary>
internal sealed class ServiceForward(ProxyExchange exchange, ProxyRecord record, TimeProvider time, ILogger logger) : HttpTransformer
{
    private bool Filtered => !exchange.Filter!.PassesAll;
    /// <summary>Whether the content of some answer is to be read on its way, and so must come whole and plain.</summary>
    private bool Read => Filtered || exchange.Operation.Answers.Schemas.Count > 0;

    /// <summary>How the answer went; null as long as there is none.</summary>
    public ForwardOutcome? Outcome { get; private set; }

    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        ForwardedHeaders.CopyToProvider(httpContext.Request.Headers, proxyRequest, Read);
        var headers = proxyRequest.Headers;
        headers.TryAddWithoutValidation("Interop-Purpose", exchange.Caller.Purpose);
        headers.TryAddWithoutValidation("Interop-Exchange-Id", exchange.Id.ToString());
        if (exchange.Caller.Case is { } caseNumber)
            headers.TryAddWithoutValidation("Interop-Case", caseNumber);
        if (exchange.Caller.User is { } user)
            headers.TryAddWithoutValidation("Interop-User", user);
        if (exchange.Service.Credential is { } credential)
        {
            headers.Remove(credential.Header);
            headers.TryAddWithoutValidation(credential.Header, credential.Value);
        }
        // As admitted, and not as sent: the canonical form is kept from being unescaped and joined anew.
        proxyRequest.RequestUri = new Uri(string.Concat(destinationPrefix, exchange.Target.Path, exchange.Target.Query), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return default;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is null)
            return false;
        var (response, status) = (httpContext.Response, (int)proxyResponse.StatusCode);
        // The provider's own words for the status are content that no filter sees.
        httpContext.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;

        // :: Hold it against the contract
        var content = proxyResponse.Content.Headers;
        var type = content.NonValidated.TryGetValues("Content-Type", out var types) && types.Count == 1 ? types.ToString() : null;
        var hasContent = httpContext.Request.Method != "HEAD" && status is not (204 or 205 or 304) && content.ContentLength != 0;
        var described = status >= 200 && exchange.Operation.Answers.Describes(status, type, hasContent);
        var schema = hasContent && MediaTypes.IsJson(type) ? exchange.Operation.Answers.SchemaOf(status) : null;
        var readable = !hasContent || (!Filtered && schema is null) || (MediaTypes.IsJson(type) && !content.NonValidated.Contains("Content-Encoding"));
        var isError = status >= 400;
        if ((!described || !readable) && !isError)
        {
            Outcome = ForwardOutcome.AnswerInvalid;
            return false;
        }

        // :: An error leaves, and its content when the contract describes it
        var dropped = hasContent && !(described && readable);
        Outcome = isError ? ForwardOutcome.ProviderError : ForwardOutcome.Answered;
        if (hasContent && !dropped && (Filtered || schema is not null))
        {
            var provided = new ProviderStream(await proxyResponse.Content.ReadAsStreamAsync(httpContext.RequestAborted), exchange.Service.Timeout, time);
            dropped = schema is not null && !await FitsAsync(provided, content.ContentLength, schema, isError, httpContext.RequestAborted);
            if (!dropped)
                await FilterAsync(httpContext, proxyResponse, provided);
            if (!dropped || Outcome != ForwardOutcome.ProviderError)
                return false;
        }

        // :: Record, then let it out
        if (!await RecordAsync(hasContent && !dropped, httpContext.RequestAborted))
            return false;
        WriteHead(proxyResponse, response, withContent: !dropped);
        if (dropped)
            response.ContentLength = 0;
        return hasContent && !dropped;
    }

    /// <summary>None: they come after the content, where nothing is held against anything.</summary>
    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;

    /// <summary>Whether content may go on; else the outcome tells why not, and of an error all but the content still leaves.</summary>
    private async ValueTask<bool> FitsAsync(ProviderStream content, long? announced, ContractSchema schema, bool isError, CancellationToken cancellation)
    {
        try
        {
            switch (await AnswerCheck.FitAsync(content, announced, schema, cancellation))
            {
                case AnswerFit.TooLong:
                    Log.AnswerUnchecked(logger, exchange.Id, exchange.Service.Name);
                    return true;
                case AnswerFit.Breaks:
                    Outcome = isError ? ForwardOutcome.ProviderError : ForwardOutcome.AnswerInvalid;
                    return false;
                default:
                    return true;
            }
        }
        catch (Exception e) when (ProviderStream.Breaks(e))
        {
            Outcome = content.Broken(cancellation);
            return false;
        }
    }

    private async ValueTask FilterAsync(HttpContext context, HttpResponseMessage provider, ProviderStream content)
    {
        var response = context.Response;
        var answer = FilteredAnswer.Start(content, exchange.Filter!.Fields, context.RequestAborted);
        try
        {
            var (begun, length) = await answer.BeginAsync(context.RequestAborted);
            if (begun != ForwardOutcome.Answered)
            {
                Outcome = begun;
                return;
            }
            if (!await RecordAsync(true, context.RequestAborted))
                return;
            WriteHead(provider, response, withContent: true);
            response.ContentLength = length;
            if (await answer.CopyToAsync(response.BodyWriter, context.RequestAborted) == ForwardOutcome.Answered)
                return;
            // RFC 9112 §8, RFC 9113 §8.1: what is not whole must not look whole.
            Cut(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Outcome = ForwardOutcome.Abandoned;
        }
        finally
        {
            await answer.EndAsync();
        }
    }

    private void Cut(HttpContext context)
    {
        Outcome = ForwardOutcome.Cut;
        Log.AnswerCut(logger, exchange.Id, exchange.Service.Name);
        if (context.Features.Get<IHttpResetFeature>() is { } stream)
            stream.Reset(2);   // INTERNAL_ERROR, RFC 9113 §7
        else
            context.Abort();
    }

    private async ValueTask<bool> RecordAsync(bool discloses, CancellationToken cancellation)
    {
        if (await record.CompletedAsync(exchange, Outcome == ForwardOutcome.ProviderError ? "provider-error" : "answered", true, discloses ? exchange.Filter!.Names : [], cancellation))
            return true;
        Outcome = ForwardOutcome.NotRecorded;
        return false;
    }

    private void WriteHead(HttpResponseMessage provider, HttpResponse response, bool withContent)
    {
        ForwardedHeaders.CopyToCaller(provider, response, Filtered || !withContent);
        if (!withContent)
            response.Headers.Remove("Content-Type");
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = exchange.Id.ToString();
        response.Headers["Interop-Receipt"] = exchange.Receipt!.Value.ToString();
        if (Outcome == ForwardOutcome.ProviderError)
            response.Headers["Interop-Error"] = "provider; status=" + ((int)provider.StatusCode).ToString(CultureInfo.InvariantCulture);
    }
}
