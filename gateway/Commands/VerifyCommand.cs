using System.CommandLine;
using Interop.Gateway.Signatures;
using Interop.Identity.Signing;

namespace Interop.Gateway.Commands;

/// <summary><c>hub verify</c>: says of each signature of a saved HTTP message whether it is good or why not, and prints what it is over.</summary>
internal static class VerifyCommand
{
    private const int LargestKeySet = 64 * 1024;

    public static Command Build()
    {
        var message = new Argument<string>("message") { Description = "File with the request or the response as it went over the wire" };
        var request = new Option<string?>("--request") { Description = "File with the request that a saved response answers, for its components with ;req" };
        var jwks = new Option<string>("--jwks") { Description = "File or address of the JSON Web Key Set of who signed", Required = true };
        var scheme = new Option<string>("--scheme") { Description = "Scheme the request was sent by: https or http", DefaultValueFactory = _ => "https" };
        scheme.AcceptOnlyFromAmong("https", "http");
        var command = new Command("verify", "Check the signatures (RFC 9421) of a saved HTTP message, and show what they are over") { message, request, jwks, scheme };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(message), parsed.GetValue(request), parsed.GetRequiredValue(jwks), parsed.GetRequiredValue(scheme), System.Console.Out, cancellation));
        return command;
    }

    /// <summary>0 when one signature is good, else 1.</summary>
    internal static async Task<int> RunAsync(string messageFile, string? requestFile, string jwks, string scheme, TextWriter output, CancellationToken cancellation)
    {
        try
        {
            if (SavedMessage.Read(await File.ReadAllBytesAsync(messageFile, cancellation), scheme, out var fault) is not { } saved)
                return HubCommand.Fail($"{messageFile} is no HTTP message.", [fault]);
            SavedMessage? asked = null;
            if (requestFile is not null && (asked = SavedMessage.Read(await File.ReadAllBytesAsync(requestFile, cancellation), scheme, out fault)) is null)
                return HubCommand.Fail($"{requestFile} is no HTTP message.", [fault]);
            var keys = PartnerKeySet.Read(await KeysAsync(jwks, cancellation));
            foreach (var unusable in keys.Faults)
                await output.WriteLineAsync($"{jwks}: {unusable}");

            var reports = SignatureReport.Of(saved.Message with { Request = asked?.Message }, saved.Body, keys, TimeProvider.System.GetUtcNow());
            foreach (var report in reports)
                await output.WriteLineAsync($"{(report.Label.Length == 0 ? "signatures" : report.Label)}: {Wire.WireName.Of(report.Outcome)}. {report.Why}{(report.Base.Length == 0 ? "" : "\n\n" + report.Base + "\n")}");
            return reports.Any(r => r.Outcome == SignatureOutcome.Valid) ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return HubCommand.Fail("The message cannot be checked.", [e.Message]);
        }
    }

    private static async Task<byte[]> KeysAsync(string place, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(place, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return await File.ReadAllBytesAsync(place, cancellation);
        using var http = new HttpClient { MaxResponseContentBufferSize = LargestKeySet };
        return await http.GetByteArrayAsync(address, cancellation);
    }
}
