using System.Diagnostics;
using System.Text;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Tests.Compliance;

public sealed class FilesFarSide : FarSide
{
    private const string Header = "NID,PID,FBN,FB_LINE,GIVEN,DOB,APPROX,SEX,VILL,UPD,REG,DEREG";

    /// <summary>A folder that is half readable: nobody in the other half may pass for unknown.</summary>
    public override FetchOutcome Midway => FetchOutcome.Unreachable;

    public override RegistryMapping Mapping(Fault fault) => Columns("""
        "kind": "files", "files": { "pattern": "part-*/*.csv", "delimiter": "," }
        """, "people*.csv", "deaths.csv").WithConnection(FolderOf(fault));

    public string FolderOf(Fault fault) => Path.Combine(Folder, fault.ToString());

    public override async ValueTask InitializeAsync()
    {
        foreach (var fault in (Fault[])[Fault.None, Fault.Hang, Fault.Midway, Fault.Garbage])
        {
            Directory.CreateDirectory(Path.Combine(FolderOf(fault), "part-1"));
            Directory.CreateDirectory(Path.Combine(FolderOf(fault), "part-2"));
            // One half with a byte-order mark and CRLF, as spreadsheets write them.
            await File.WriteAllTextAsync(Path.Combine(FolderOf(fault), "part-1", "people.csv"), Csv(Population.All.Take(500), "\r\n"), new UTF8Encoding(true));
            await File.WriteAllTextAsync(Path.Combine(FolderOf(fault), "part-2", "deaths.csv"),
                "PID,DOD,SEEN,STATE\n" + string.Concat(Population.Deaths.Select(d => $"{d.Key},{d.Date},{d.Seen},{d.State}\n")));
        }
        await File.WriteAllTextAsync(Path.Combine(FolderOf(Fault.None), "part-2", "people-2.csv"), Csv(Population.All.Skip(500), "\n"));
        await File.WriteAllTextAsync(Path.Combine(FolderOf(Fault.Garbage), "part-2", "people-2.csv"), "<html><body>gone</body></html>");
        File.CreateSymbolicLink(Path.Combine(FolderOf(Fault.Midway), "part-2", "people-2.csv"), Path.Combine(Folder, "nowhere"));
        using var mkfifo = Process.Start("mkfifo", [PipePath]);
        await mkfifo.WaitForExitAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        // Lets go whoever still waits for the pipe's other end.
        await using (new FileStream(PipePath, FileMode.Open, FileAccess.ReadWrite)) { }
        await base.DisposeAsync();
    }

    private string PipePath => Path.Combine(FolderOf(Fault.Hang), "part-2", "people-2.csv");

    private static string Csv(IEnumerable<Citizen> people, string lineEnd) => Header + lineEnd + string.Concat(people.Select(p => string.Join(',',
        p.NationalId, p.Key, p.Book, p.Line, Quoted(p.Given), p.Birth, p.Approximate ? "1" : "0", p.Sex, p.Village, p.Updated, p.From, p.To) + lineEnd));

    private static string Quoted(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}

public sealed class FilesCompliance(FilesFarSide far) : RegistryAdapterCompliance<FilesFarSide>(far);
