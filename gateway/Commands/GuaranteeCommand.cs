using System.CommandLine;
using System.Globalization;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Configuration;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Commands;

/// <summary>
/// <c>hub guarantee verify</c> checks a guarantee with files alone, without hub or network; <c>hub guarantee revoke</c> ends one before its time.
/// </summary>
internal sealed class GuaranteeCommand(TimeProvider time, TextReader input)
{
    public Command Build() => new("guarantee", "Check guarantees of payment without a network, and revoke them") { Verify(), Revoke() };

    private Command Verify()
    {
        var token = new Argument<string>("token") { Description = "File that holds the guarantee, or - for standard input" };
        var jwks = new Option<string>("--jwks") { Description = "File with the key set of the hub, fetched once from /guarantee/jwks.json", Required = true };
        var revoked = new Option<string?>("--revoked") { Description = "File with the list of revocations, fetched last from /guarantee/revoked" };
        var facility = new Option<string?>("--facility") { Description = "Code of your institution; a guarantee for another one is refused" };
        var cardKey = new Option<string?>("--card-key") { Description = "File with the card key of your institution; the number of the card is then read from standard input, where no list of processes shows it" };
        var command = new Command("verify", "Check a guarantee with files alone: no hub and no network are needed") { token, jwks, revoked, facility, cardKey };
        command.SetAction((parsed, cancellation) => VerifyAsync(
            new(parsed.GetRequiredValue(token), parsed.GetRequiredValue(jwks), parsed.GetValue(revoked), parsed.GetValue(facility), parsed.GetValue(cardKey)),
            parsed.InvocationConfiguration, cancellation));
        return command;
    }

    /// <summary>0 when the guarantee is good, else 1.</summary>
    private async Task<int> VerifyAsync(Files files, InvocationConfiguration to, CancellationToken cancellation)
    {
        try
        {
            var text = (files.Token == "-" ? await input.ReadLineAsync(cancellation) ?? "" : await File.ReadAllTextAsync(files.Token, cancellation)).Trim();
            var keys = PartnerKeySet.Read(await File.ReadAllBytesAsync(files.Jwks, cancellation));
            RevocationList? list = null;
            if (files.Revoked is not null && (list = RevocationList.Read((await File.ReadAllTextAsync(files.Revoked, cancellation)).Trim(), keys)) is null)
                return Fail(to, $"{files.Revoked} is no list of revocations that a key of {files.Jwks} signed.");
            (CardKey, string)? card = null;
            if (files.CardKey is not null)
            {
                if (CardKey.Parse(await File.ReadAllTextAsync(files.CardKey, cancellation)) is not { } key)
                    return Fail(to, $"{files.CardKey} is no card key.");
                card = (key, (await input.ReadLineAsync(cancellation) ?? "").Trim());
            }
            var verdict = GuaranteeCheck.Of(text, keys, time.GetUtcNow(), new(files.Facility, card, list), out var guarantee);
            await to.Output.WriteLineAsync($"{Wire.WireName.Of(verdict)}. {GuaranteeTexts.Of(verdict).En}");
            foreach (var line in guarantee is null ? [] : Lines(guarantee, card is not null, list))
                await to.Output.WriteLineAsync(line);
            return verdict == GuaranteeVerdict.Good ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(to, e.Message);
        }
    }

    private IEnumerable<string> Lines(Guarantee guarantee, bool compared, RevocationList? list)
    {
        yield return $"payer       {guarantee.Payer}";
        yield return $"package     {guarantee.Package}";
        yield return $"co-payment  {guarantee.Copayment.ToString(CultureInfo.InvariantCulture)} %";
        yield return $"facility    {guarantee.Facility}";
        yield return $"covered on  {guarantee.Date}";
        yield return $"holds       {Moment(guarantee.NotBefore)} to {Moment(guarantee.Expires)}";
        yield return $"id          {guarantee.Id}, of {guarantee.Issuer}";
        yield return list is null
            ? GuaranteeTexts.NoRevocations.En
            : $"List of revocations: {list.Count.ToString(CultureInfo.InvariantCulture)}, {(time.GetUtcNow() - list.MadeAt).TotalHours.ToString("0", CultureInfo.InvariantCulture)} hours old.";
        if (!compared)
            yield return GuaranteeTexts.CardNotCompared.En;
    }

    private Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "Id of the guarantee, as verify prints it" };
        var reason = new Option<string>("--reason") { Description = "Why; it stays in the store, so name nobody", Required = true };
        var data = HubCommand.DataOption();
        var (store, officer) = (AuditSearchCommand.StoreOption(), AuditSearchCommand.OfficerOption());
        var command = new Command("revoke", "End a guarantee before its time: it is in the list of revocations from now on") { id, reason, officer, data, store };
        command.SetAction(parsed =>
        {
            var (file, why) = (parsed.GetValue(store) ?? new HubSettings { Data = parsed.GetRequiredValue(data) }.StoreFile, parsed.GetRequiredValue(reason).Trim());
            if (!Revocations.IsReason(why))
                return Fail(parsed.InvocationConfiguration, $"--reason has 1 to {Revocations.LongestReason} characters, on one line.");
            if (!File.Exists(file))
                return Fail(parsed.InvocationConfiguration, $"There is no store at {file}; name the data folder with --data, or the file with --store.");
            try
            {
                var revocations = new Revocations(new(file, [Revocations.Schema, AuditOutbox.Schema], time), time);
                return Said(parsed.InvocationConfiguration, revocations.Revoke(parsed.GetRequiredValue(id), (AuditSearchCommand.Door, AuditSearchCommand.Named(parsed.GetValue(officer))), why));
            }
            catch (SqliteException broken)
            {
                return Fail(parsed.InvocationConfiguration, $"{file}: {broken.Message}");
            }
        });
        return command;
    }

    private static int Said(InvocationConfiguration to, RevocationOutcome outcome)
    {
        if (outcome is not (RevocationOutcome.Revoked or RevocationOutcome.RevokedBefore))
            return Fail(to, outcome switch
            {
                RevocationOutcome.NoGuarantee => "This is not the id of a guarantee.",
                RevocationOutcome.Over => "No guarantee so old can hold any more.",
                _ => $"The list is full: {RevocationFilter.Most} are revoked.",
            });
        to.Output.WriteLine(outcome == RevocationOutcome.Revoked ? "Revoked; /guarantee/revoked tells from now on." : "It was revoked before; the first reason stands.");
        return 0;
    }

    private static int Fail(InvocationConfiguration to, string why)
    {
        to.Error.WriteLine(why);
        return 1;
    }

    private static string Moment(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private sealed record Files(string Token, string Jwks, string? Revoked, string? Facility, string? CardKey);
}
