using System.CommandLine;
using Interop.Gateway.Demo;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;

namespace Interop.Gateway.Commands;

/// <summary><c>hub demo --check</c>: asks the hub about every sample person and compares.</summary>
internal static class DemoCommand
{
    public static Command Build(string[] configuration)
    {
        var data = HubCommand.DataOption();
        var check = new Option<bool>("--check") { Description = "Ask about every sample person over HTTP and compare with what demo.json expects" };
        var command = new Command("demo", "The sample people of the synthetic country") { data, check };
        command.SetAction((parsed, cancellation) => parsed.GetValue(check)
            ? CheckAsync(new HubSettings { Data = parsed.GetRequiredValue(data), Configuration = configuration }, cancellation)
            : Task.FromResult(List(new HubSettings { Data = parsed.GetRequiredValue(data) })));
        return command;
    }

    private static int List(HubSettings settings)
    {
        if (DemoFile.Read(settings.DemoFile) is not { } demo)
            return NoDemo(settings);
        for (var i = 0; i < demo.People.Length; i++)
            System.Console.WriteLine($"{i,3}  {demo.People[i].Institution,-20} {demo.People[i].Why}");
        return 0;
    }

    /// <summary>Against the hub that runs on the data folder; when none answers, against one of its own.</summary>
    private static async Task<int> CheckAsync(HubSettings settings, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var demo = DemoFile.Read(settings.DemoFile);
        if (demo is not null && await AnswersAsync(http, demo.BaseUrl, cancellation))
            return await CompareAsync(http, demo, cancellation);

        System.Console.WriteLine($"No hub answers for {settings.Data}; starting one for the check.");
        var own = settings with { Urls = "http://127.0.0.1:0" };
        await using var hub = await HubCommand.WithProgressAsync(progress => HubHost.StartAsync(own, progress, null, cancellation));
        return hub.Insurer is null ? NoDemo(settings) : await CompareAsync(http, ServeCommand.Introduce(hub, own), cancellation);
    }

    private static async Task<int> CompareAsync(HttpClient http, DemoFile demo, CancellationToken cancellation)
    {
        var check = new DemoCheck(http, demo);
        var mismatches = await check.RunAsync(null, cancellation);
        foreach (var m in mismatches)
            System.Console.WriteLine($"person {m.Person} by {m.IdentifierType}: {m.What}: expected '{m.Expected}', got '{m.Actual}'   ({demo.People[m.Person].Why})");
        System.Console.WriteLine($"{demo.People.Length} people, {check.Asked} checks, {mismatches.Count} mismatches");
        return mismatches.Count == 0 ? 0 : 1;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, string baseUrl, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(baseUrl + "/health/live"), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int NoDemo(HubSettings settings) =>
        HubCommand.Fail($"There is no {settings.DemoFile}.", ["Start the hub once without settings, so that it makes the synthetic country."]);
}
