using Interop.Gateway.Demo;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Identity.Keys;
using Interop.Identity.People;

namespace Interop.Gateway.Commands;

/// <summary>Starts the hub, says how to call it, and serves until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(HubSettings settings, CancellationToken cancellation)
    {
        await using var hub = await HubCommand.WithProgressAsync(progress => HubHost.StartAsync(settings, progress, null, cancellation));
        if (hub.Insurer is not null)
            Banner(hub, Introduce(hub, settings));
        else
            System.Console.WriteLine($"Interop listens on {hub.Address}");
        if (People(hub).FirstAdministratorLink() is { } link)
            System.Console.WriteLine($"  Nobody can sign in yet. Become the first administrator (for one day, once): {hub.Address.TrimEnd('/')}{link}");
        await hub.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Writes <c>demo.json</c> for a hub that is up.</summary>
    internal static DemoFile Introduce(HubHost hub, HubSettings settings) => DemoFile.Write(
        settings, hub.Address, (InstitutionRegister)hub.Rooms.GetService(typeof(InstitutionRegister))!,
        (ScopeRegister)hub.Rooms.GetService(typeof(ScopeRegister))!, (AccessKeys)hub.Rooms.GetService(typeof(AccessKeys))!, People(hub));

    private static PeopleRegister People(HubHost hub) => (PeopleRegister)hub.Rooms.GetService(typeof(PeopleRegister))!;

    private static void Banner(HubHost hub, DemoFile demo)
    {
        var person = demo.People.First(p => p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));
        var institution = demo.Institutions.First(i => i.Code == person.Institution);
        var body = $$$"""{"subject":{"type":"national-id","value":"{{{person.Identifiers["national-id"]}}}"}}""";
        System.Console.WriteLine(
            $$"""

              Interop listens on {{hub.Address}}   (contract: {{hub.Address}}/openapi/v1.json)
              Access key of {{institution.Code}}: {{institution.AccessKey}}
              Ask what one synthetic person is entitled to today:

            curl -s {{hub.Address}}/v1/entitlements/check -H 'X-Access-Key: {{institution.AccessKey}}' -H 'Interop-Purpose: {{person.Purpose}}' -H 'Content-Type: application/json' -d '{{body}}'

              Sign in as data protection officer, operator or clerk: {{hub.Address}}/sign-in, with a login of demo.json.
              More people, keys and what the hub must answer: demo.json in the data folder. Stop with Ctrl+C.

            """);
    }
}
