using System.CommandLine;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;

namespace Interop.Gateway.Commands;

/// <summary><c>hub directory build</c>: reads all registries anew and replaces the reference directory.</summary>
internal static class DirectoryCommand
{
    public static Command Build(string[] configuration)
    {
        var data = HubCommand.DataOption();
        var build = new Command("build", "Read all registries and replace the reference directory; a running hub takes it up when it is started again") { data };
        build.SetAction(async (parsed, cancellation) =>
        {
            var settings = new HubSettings { Data = parsed.GetRequiredValue(data), Urls = "http://127.0.0.1:0", Configuration = configuration };
            var counts = await HubCommand.WithProgressAsync(progress => HubHost.RebuildDirectoryAsync(settings, progress, cancellation));
            System.Console.WriteLine($"{counts.People} people, {counts.References} references, {counts.Contradictions} contradictory records, {counts.Malformed} malformed rows");
            return 0;
        });
        return new("directory", "The reference directory: who is known to which registry") { build };
    }
}
