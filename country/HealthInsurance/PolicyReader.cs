using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Country.HealthInsurance;

/// <summary>
/// One read-only connection to the insurer's store with its prepared statements. It copies columns straight from SQLite's
/// memory into the JSON answer. Serves one request at a time; the service keeps as many as it has requests at once.
/// </summary>
internal sealed class PolicyReader : IDisposable
{
    public const int PeopleOnPage = 1000;

    private const string Columns = "insured_no, id_card_no, birth_cert_no, equity_ref, scheme, status, eff, exp, package, paid_to, changed, name";

    private static readonly JsonEncodedText[] Fields =
    [
        .. new[] { "insuredNo", "idCardNo", "birthCertNo", "equityRef", "schemeCd", "statusCd", "effDt", "expDt", "pkgCd", "paidTo", "lastChg", "nm" }
            .Select(name => JsonEncodedText.Encode(name)),
    ];

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, sqlite3_stmt> byType;
    private readonly sqlite3_stmt page;

    public PolicyReader(string file)
    {
        // The store is written once, before the service starts: no locks are needed to read it (sqlite.org/uri.html, immutable).
        var source = $"{new Uri(Path.GetFullPath(file)).AbsoluteUri}?immutable=1";
        connection = new(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        Check(raw.sqlite3_exec(connection.Handle, "PRAGMA cache_size=-4096; PRAGMA mmap_size=268435456"));
        byType = new()
        {
            ["INS"] = Prepare("insured_no = ?"),
            ["NID"] = Prepare("id_card_no = ?"),
            ["BRN"] = Prepare("birth_cert_no = ?"),
            ["EQC"] = Prepare("equity_ref = ?"),
        };
        page = Prepare("insured_no > ?");
    }

    public static bool Knows(string? idType) => idType is "INS" or "NID" or "BRN" or "EQC";

    /// <summary>Writes the rows of all policies of the people so identified; an id met twice counts once.</summary>
    /// <returns>Null: there is no further page.</returns>
    public string? WriteMatching(string idType, IReadOnlyList<string> ids, Utf8JsonWriter json)
    {
        var statement = byType[idType];
        var seen = ids.Count > 1 ? new HashSet<string>(ids.Count) : null;
        foreach (var id in ids)
        {
            if (seen?.Add(id) == false)
                continue;
            Bind(statement, id);
            while (Step(statement))
                WriteRow(statement, json);
            Check(raw.sqlite3_reset(statement));
        }

        return null;
    }

    /// <summary>Writes the policies of the next <see cref="PeopleOnPage"/> people after the cursor.</summary>
    /// <returns>The cursor of the next page, or null at the end.</returns>
    public string? WritePage(string after, Utf8JsonWriter json)
    {
        Bind(page, after);
        Span<byte> current = stackalloc byte[16];
        var (length, people) = (0, 0);
        string? next = null;
        while (Step(page))
        {
            var number = raw.sqlite3_column_blob(page, 0);
            if (!number.SequenceEqual(current[..length]))
            {
                if (++people > PeopleOnPage)
                {
                    next = Encoding.ASCII.GetString(current[..length]);
                    break;
                }

                number.CopyTo(current);
                length = number.Length;
            }

            WriteRow(page, json);
        }

        Check(raw.sqlite3_reset(page));
        return next;
    }

    public void Dispose()
    {
        foreach (var statement in byType.Values)
            statement.Dispose();
        page.Dispose();
        connection.Dispose();
    }

    private static void WriteRow(sqlite3_stmt statement, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var i = 0; i < Fields.Length; i++)
            if (raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL)
                json.WriteNull(Fields[i]);
            else
                json.WriteString(Fields[i], raw.sqlite3_column_blob(statement, i));
        json.WriteEndObject();
    }

    private sqlite3_stmt Prepare(string condition)
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, $"SELECT {Columns} FROM policy WHERE {condition} ORDER BY insured_no, seq", out var statement));
        return statement;
    }

    private static void Bind(sqlite3_stmt statement, string value)
    {
        Span<byte> small = stackalloc byte[256];
        var utf8 = Encoding.UTF8.GetMaxByteCount(value.Length) <= small.Length ? small : new byte[Encoding.UTF8.GetByteCount(value)];
        Check(raw.sqlite3_bind_text(statement, 1, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
    }

    private static bool Step(sqlite3_stmt statement) => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var other => throw new IOException($"SQLite reports {other} on reading policies."),
    };

    private static void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new IOException($"SQLite reports {result} on reading policies.");
    }
}
