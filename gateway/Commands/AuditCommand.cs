using System.CommandLine;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Export;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Configuration;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Commands;

/// <summary><c>hub audit</c>: carry the audit log away, and prove to anyone that it is whole.</summary>
internal static class AuditCommand
{
    public static Command Build(TimeProvider time, TextReader input) => new("audit", "The audit log: search it, keep to its retention, export it, and verify an export offline")
    {
        Export(), Verify(), Key(), new AuditSearchCommand(time, input).Build(), new AuditRetentionCommand(time).Retain(), new AuditRetentionCommand(time).Hold(),
    };

    private static Command Export()
    {
        var (data, log) = (HubCommand.DataOption(), LogOption());
        var to = new Option<string>("--to") { Description = "A folder that is empty or not there", Required = true };
        var command = new Command("export", "Write the log into a folder, with its hashes and signed checkpoints; the hub may be running") { data, log, to };
        command.SetAction((parsed, cancellation) => HubCommand.WithProgressAsync(progress => Task.Run(
            () => Export(new() { Data = parsed.GetRequiredValue(data) }, parsed.GetValue(log), parsed.GetRequiredValue(to), progress, cancellation), cancellation)));
        return command;
    }

    private static int Export(HubSettings settings, string? log, string to, IProgress<StartProgress> progress, CancellationToken cancellation)
    {
        var file = log ?? settings.AuditFile;
        if (!File.Exists(file))
            return HubCommand.Fail("Nothing was exported.", [$"There is no audit log at {file}; name the data folder with --data, or the file with --log."]);
        if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
            return HubCommand.Fail("Nothing was exported.", [$"{to} is not empty."]);
        using var reader = new AuditReader(file);
        var proofs = Proofs(settings, file, reader);
        var note = proofs.Checkpoint(reader);
        var size = Checkpoint.Open(note, proofs.Key)!.Size;
        AuditExport.Write(reader, note, size, to, done => progress.Report(new("Audit log", done, size)), cancellation);
        System.Console.WriteLine($"{size} entries are in {to}. Whoever has the key can verify them: hub audit verify {to} --key {proofs.Key}");
        return 0;
    }

    private static Command Verify()
    {
        var folder = new Argument<string>("folder") { Description = "What 'audit export' wrote" };
        var key = new Option<string>("--key") { Description = "The checkpoint key, name+id+key, from a source you trust; never from the export", Required = true };
        var kept = new Option<string?>("--checkpoint") { Description = "A file with a checkpoint kept from earlier: shows that the log was not forked or cut since" };
        var command = new Command("verify", "Say whether every entry is as it was signed, and name the first that is not; needs no hub and no network") { folder, key, kept };
        command.SetAction((parsed, cancellation) => HubCommand.WithProgressAsync(progress => Task.Run(
            () => Verify(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(key), parsed.GetValue(kept), progress, cancellation), cancellation)));
        return command;
    }

    private static int Verify(string folder, string key, string? kept, IProgress<StartProgress> progress, CancellationToken cancellation)
    {
        if (NoteVerifier.Parse(key) is not { } verifier)
            return HubCommand.Fail("Nothing was verified.", ["--key is not a checkpoint key; 'hub audit key' prints it, as name+id+key."]);
        if (kept is not null && !File.Exists(kept))
            return HubCommand.Fail("Nothing was verified.", [$"There is no checkpoint at {kept}."]);
        var result = AuditVerification.Run(folder, verifier, kept is null ? null : File.ReadAllText(kept), done => progress.Report(new("Audit log", done, null)), cancellation);
        if (result.Outcome != VerificationOutcome.Sound)
            return HubCommand.Fail("NOT SOUND", [result.Detail]);
        System.Console.WriteLine("SOUND. " + result.Detail);
        return 0;
    }

    private static Command Key()
    {
        var (data, log) = (HubCommand.DataOption(), LogOption());
        var command = new Command("key", "Print the key that verifies this hub's checkpoints") { data, log };
        command.SetAction(parsed =>
        {
            var settings = new HubSettings { Data = parsed.GetRequiredValue(data) };
            var file = parsed.GetValue(log) ?? settings.AuditFile;
            if (!File.Exists(file))
                return HubCommand.Fail("There is no key yet.", [$"There is no audit log at {file}; start the hub once."]);
            using var reader = new AuditReader(file);
            System.Console.WriteLine(Proofs(settings, file, reader).Key);
            return 0;
        });
        return command;
    }

    internal static Option<string?> LogOption() => new("--log") { Description = "The audit file, where it is not in the data folder" };

    private static AuditProofs Proofs(HubSettings settings, string file, AuditReader reader) =>
        new(new() { File = file, Origin = reader.Origin, Signer = AuditRegistration.SignerOf(HubKeys.Open(settings.KeyFile), reader.Origin) });
}
