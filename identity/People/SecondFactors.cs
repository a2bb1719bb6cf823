using Dapper;
using Interop.Identity.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Identity.People;

/// <summary>The second factor of a person: a time-based code from an app, or one of ten recovery codes. Each is accepted once.</summary>
internal sealed class SecondFactors(IdentityStore store, IOptions<IdentityOptions> options, TimeProvider time)
{
    private const int RecoveryCodes = 10;

    /// <summary>Makes a secret the person's second factor if the code proves that an app holds it, and ends every session.</summary>
    /// <returns>The recovery codes, to be shown once; null when the code is wrong.</returns>
    public IReadOnlyList<string>? Enrol(string person, string secret, string code)
    {
        if (Totp.StepOf(Digits(code), secret, time.GetUtcNow()) is not { } step)
            return null;
        return store.Change((connection, transaction) =>
        {
            PersonTable.Change(connection, person, "totp_sealed = @box, totp_step = @step", new { box = options.Value.Seal!(secret), step }, transaction);
            return NewCodes(connection, person, transaction);
        });
    }

    /// <summary>Makes ten new recovery codes; the old ones are void.</summary>
    public IReadOnlyList<string> Renew(string person) => store.Change((connection, transaction) => NewCodes(connection, person, transaction));

    public int CodesLeft(string person)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<int>("select count(*) from recovery_code where person_id = @person", new { person });
    }

    /// <summary>Whether the text is the person's code of now or an unused recovery code; it is then spent.</summary>
    public bool TrySpend(PersonRow person, string code)
    {
        if (person.TotpSealed is not { } box)
            return false;
        // RFC 6238 §5.2: a code is accepted once. The later of two requests with the same code finds the step taken.
        if (Totp.StepOf(Digits(code), options.Value.Unseal!(box), time.GetUtcNow()) is { } step)
            return store.Change((connection, transaction) => connection.Execute(
                "update person set totp_step = @step where id = @id and totp_step < @step", new { step, id = person.Id }, transaction)) == 1;
        var hash = Secrets.Hash(code.Trim().ToLowerInvariant());
        return store.Change((connection, transaction) => connection.Execute(
            "delete from recovery_code where person_id = @id and code_hash = @hash", new { id = person.Id, hash }, transaction)) == 1;
    }

    /// <summary>Takes a person's second factor away, within a change that is under way.</summary>
    internal static void Forget(Microsoft.Data.Sqlite.SqliteConnection connection, string person, System.Data.IDbTransaction transaction) =>
        connection.Execute("delete from recovery_code where person_id = @person", new { person }, transaction);

    private static string[] NewCodes(Microsoft.Data.Sqlite.SqliteConnection connection, string person, System.Data.IDbTransaction transaction)
    {
        Forget(connection, person, transaction);
        string[] codes = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Secrets.NewRecoveryCode())];
        connection.Execute(
            "insert into recovery_code (person_id, code_hash) values (@person, @hash)",
            codes.Select(c => new { person, hash = Secrets.Hash(c) }), transaction);
        return codes;
    }

    /// <summary>Apps show a code in two groups; Khmer keyboards type Khmer digits (U+17E0 to U+17E9).</summary>
    private static string Digits(string code) => string.Concat(
        code.Where(c => !char.IsWhiteSpace(c)).Select(c => c is >= '\u17E0' and <= '\u17E9' ? (char)(c - '\u17E0' + '0') : c));
}
