using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Interop.Gateway.Configuration;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Interop.Schemas;

namespace Interop.Gateway.Commands;

/// <summary><c>hub streams check|dead-letters</c>: the topics of changes, and events that could not be applied. <c>hub streams broker</c> is what a hub starts for itself.</summary>
internal static class StreamsCommand
{
    public static Command Build(string[] configuration) => new("streams", "Changes that travel: topics, and events that could not be applied") { Check(configuration), DeadLettersOf(configuration), Broker() };

    private static Command Check(string[] configuration)
    {
        var data = HubCommand.DataOption();
        var create = new Option<bool>("--create") { Description = "Create topics that are missing" };
        var command = new Command("check", "Hold the cluster against the declared topics: that of Streams:BootstrapServers, else of the hub that runs on the data folder") { data, create };
        command.SetAction(async (parsed, _) =>
        {
            var settings = new HubSettings { Data = parsed.GetRequiredValue(data) };
            var options = Options(configuration);
            var topics = StreamTopics.Read(options.Topics);
            var clients = new StreamClients(options);
            if (await AddressAsync(options, settings, clients) is not { } address)
                return HubCommand.Fail("There is no cluster to check.", ["Name one with --Streams:BootstrapServers=..., or start the hub on this data folder."]);
            try
            {
                var states = await new TopicCheck(clients, topics).RunAsync(address, parsed.GetValue(create));
                foreach (var state in states)
                    System.Console.WriteLine($"{state.Topic.Name}: {(state.Partitions is { } n ? $"{n} partitions" : "-")}; {state.Fault ?? "as declared"}");
                return states.All(s => s.Fault is null) ? 0 : 1;
            }
            catch (KafkaException e)
            {
                return HubCommand.Fail($"The cluster at {address.BootstrapServers} does not answer.", [e.Error.Code.ToString()]);
            }
        });
        return command;
    }

    private static Command DeadLettersOf(string[] configuration)
    {
        var data = HubCommand.DataOption();
        var number = new Argument<long>("NUMBER") { Description = "Number of the letter, as list tells it" };
        var all = new Option<bool>("--all") { Description = "Those that were sent again too" };
        var list = new Command("list", "Events that were set aside, the oldest first") { data, all };
        list.SetAction(parsed =>
        {
            foreach (var letter in Letters(parsed.GetRequiredValue(data), configuration).List(parsed.GetValue(all)))
                System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{letter.Number}\t{letter.At:u}\t{letter.Reason}\t{letter.Topic}/{letter.Partition}@{letter.Offset}{(letter.ReplayedAt is { } at ? $"\tsent again {at:u}" : "")}"));
            return 0;
        });
        var show = new Command("show", "One event as it came, and what is wrong with it") { data, number };
        show.SetAction(parsed =>
        {
            if (Letters(parsed.GetRequiredValue(data), configuration).Find(parsed.GetRequiredValue(number)) is not { } letter)
                return HubCommand.Fail("There is no such letter.", []);
            System.Console.WriteLine($"reason: {letter.Reason}");
            foreach (var fault in JsonSchemas.Validate("change-event", Encoding.UTF8.GetString(letter.Payload)))
                System.Console.WriteLine($"schema: {fault}");
            System.Console.WriteLine(Encoding.UTF8.GetString(letter.Payload));
            return 0;
        });
        var mended = new Option<string?>("--mended") { Description = "A file with the event as it should have been" };
        var replay = new Command("replay", "Send an event again, as a new one; a hub that runs takes it up within a second") { data, number, mended };
        replay.SetAction(parsed =>
        {
            var content = parsed.GetValue(mended) is { } file ? File.ReadAllBytes(file) : null;
            return Letters(parsed.GetRequiredValue(data), configuration).Replay(parsed.GetRequiredValue(number), content) switch
            {
                ReplayOutcome.Sent => 0,
                ReplayOutcome.NotFound => HubCommand.Fail("There is no such letter.", []),
                _ => HubCommand.Fail("The schema refuses the event as it is.", ["Mend it and name the file with --mended."]),
            };
        });
        return new Command("dead-letters", "Events that could not be applied") { list, show, replay };
    }

    /// <summary>The built-in cluster, until standard input ends: with the hub that holds its other end.</summary>
    private static Command Broker()
    {
        var topic = new Option<string[]>("--topic") { Description = "NAME:PARTITIONS" };
        var command = new Command("broker", "The built-in cluster of a hub") { topic };
        command.Hidden = true;
        command.SetAction((parsed, _) =>
        {
            using var cluster = new BuiltInCluster(parsed.GetRequiredValue(topic).Select(t => (t[..t.LastIndexOf(':')], int.Parse(t[(t.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture))));
            System.Console.WriteLine(cluster.BootstrapServers);
            System.Console.Out.Flush();
            while (System.Console.In.Read() >= 0)
            {
                // Nothing is said to it; the end is what it waits for.
            }
            return Task.FromResult(0);
        });
        return command;
    }

    private static DeadLetters Letters(string data, string[] configuration)
    {
        var settings = new HubSettings { Data = data };
        var root = Configuration(configuration);
        var topics = StreamTopics.Read(Options(configuration).Topics);
        var store = new HubStore(root["Storage:File"] ?? settings.StoreFile, [StreamTables.Schema], TimeProvider.System);
        return new(store, new ChangeOutbox(store, topics, new StreamOrigin("commands"), TimeProvider.System), topics, TimeProvider.System);
    }

    private static async Task<BrokerAddress?> AddressAsync(StreamsOptions options, HubSettings settings, StreamClients clients)
    {
        if (options.BootstrapServers.Length > 0)
            return await clients.ConfiguredAsync();
        var file = StreamBroker.AddressFile(settings);
        if (!File.Exists(file))
            return null;
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        return new(document.RootElement.GetProperty("bootstrapServers").GetString()!, "running") { BuiltIn = true };
    }

    private static StreamsOptions Options(string[] configuration) => Configuration(configuration).GetSection("Streams").Get<StreamsOptions>() ?? new();

    private static IConfigurationRoot Configuration(string[] configuration) => new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(configuration).Build();
}
