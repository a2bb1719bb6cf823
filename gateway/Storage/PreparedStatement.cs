using System.Data;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Storage;

/// <summary>A statement of one transaction that is compiled once and run for many rows. Values stand in the order in which the parameters were named.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand command;

    /// <param name="parameters">As the text writes them, e.g. <c>@record</c>.</param>
    public PreparedStatement(SqliteConnection connection, IDbTransaction transaction, string sql, params ReadOnlySpan<string> parameters)
    {
        command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, (SqliteTransaction)transaction);
        foreach (var name in parameters)
            command.Parameters.Add(new SqliteParameter(name, null));
        command.Prepare();
    }

    /// <returns>Rows that were changed.</returns>
    public int Execute(params ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    /// <returns>The number in the first column of the first row; null without a row.</returns>
    public long? Number(params ReadOnlySpan<object> values) => (long?)With(values).ExecuteScalar();

    public void Dispose() => command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
