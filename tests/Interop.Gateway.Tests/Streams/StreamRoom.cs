using Dapper;
using Interop.Adapters;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Interop.Gateway.Streams.Events;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Tests.Registries;

namespace Interop.Gateway.Tests.Streams;

/// <summary>The room over four registries and a real store, without a broker: what one would bring is made by hand.</summary>
internal sealed class StreamRoom : IAsyncDisposable
{
    public const string Incarnation = "broker-1";

    private readonly LastKnownKeeping keeping;

    private StreamRoom(FourRegistries four)
    {
        Four = four;
        Store = Four.Store(StreamTables.Schema, DirectoryAmendments.Schema);
        Amendments = new(Store, Four.Keys);
        Directory = ReferenceDirectory.Open(Four.DirectoryPath, Four.Keys, Amendments);
        Topics = StreamTopics.Read("");
        Names = new(Four.Keys, Directory, Four.Set);
        Outbox = new(Store, Topics, new("interop.test/hub"), Four.Time);
        Letters = new(Store, Outbox, Topics, Four.Time);
        keeping = Four.Keeping(ScopeFile.RegisterOf(ScopeFile.Scope()));
        var institutions = InstitutionRegister.Read(Four.Write("institutions.json", """{"institutions":[{"code":"alpha","kind":"hospital","name":{"en":"A","km":"ក"},"jurisdiction":""}]}"""));
        Application = new(Store, new(Four.Set, Amendments, institutions, keeping, Four.Index()), Letters, new(Store, Names), Four.Time);
        Reading = new(Names, Four.Set);
    }

    public FourRegistries Four { get; }
    public HubStore Store { get; }
    public DirectoryAmendments Amendments { get; }
    public ReferenceDirectory Directory { get; }
    public StreamTopics Topics { get; }
    public RecordNames Names { get; }
    public ChangeOutbox Outbox { get; }
    public DeadLetters Letters { get; }
    public ChangeApplication Application { get; }
    public EventReading Reading { get; }

    /// <param name="fill">Puts people into the registries before the directory is built.</param>
    public static async Task<StreamRoom> OpenAsync(Action<FourRegistries> fill)
    {
        var four = new FourRegistries();
        fill(four);
        await four.BuildDirectoryAsync();
        return new(four);
    }

    /// <summary>Records one change of a registry's record and gives the message that a broker would bring of it.</summary>
    public async Task<OutboxMessage> ChangeAsync(FakeRegistry registry, string key, string kind = "record-changed")
    {
        var position = Outbox.PositionOf(registry.Registry);
        var known = await registry.KnownAsync([key], TestContext.Current.CancellationToken);
        var last = Outbox.After(0, 10_000) is { Count: > 0 } all ? all[^1].Sequence : 0;
        Outbox.Record(registry.Registry, position, (int.Parse(position ?? "0") + 1).ToString(),
            [(new RegistryChange(key, kind, Four.Time.GetUtcNow()), Names.PersonOf(registry, key, known[0]), Names.Seal(registry.Registry, key))]).ShouldBeTrue();
        return Outbox.After(last, 1).Single();
    }

    /// <summary>Applies messages as if they stood one after the other in one partition.</summary>
    public Task<ApplyCounts> ApplyAsync(long firstOffset, params OutboxMessage[] messages) =>
        Application.ApplyAsync(Incarnation, [.. messages.Select((m, i) => Read(m.Person, m.Payload, firstOffset + i))], TestContext.Current.CancellationToken);

    public ReceivedEvent Read(string key, byte[] payload, long offset = 0) => Reading.Read(new()
    {
        Topic = Topics.Changes, Partition = 3, Offset = offset, Message = new() { Key = System.Text.Encoding.UTF8.GetBytes(key), Value = payload },
    });

    public T One<T>(string sql)
    {
        using var connection = Store.Open();
        return connection.QuerySingle<T>(sql);
    }

    public async ValueTask DisposeAsync()
    {
        keeping.Dispose();
        Names.Dispose();
        Directory.Dispose();
        Amendments.Dispose();
        Four.Dispose();
        await Task.CompletedTask;
    }
}
