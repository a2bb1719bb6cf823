using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Console.Trail;
using Interop.Gateway.Tests.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Tests.Console.Trail;

/// <summary>The page of the audit log while there is none to read.</summary>
public sealed class TrailModelTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OnGet_LogThatCannotBeRead_Answers503WithThePage()
    {
        await folder.Fill(1);
        // What lies where the index should be can be neither read nor made anew.
        Directory.CreateDirectory(Path.Combine(folder.Folder, "index.db"));
        using var index = new AuditIndex(new() { File = folder.File, Origin = AuditFolder.Origin }, Path.Combine(folder.Folder, "index.db"), folder.Time);
        using var search = new AuditSearch(index);
        await using var log = folder.Open();
        var model = new TrailModel(new AuditLook(log, search, folder.Time), search, new(new ScopeWords(null!, null!, null!, null!, folder.Time), null!))
        {
            PageContext = new(new(new DefaultHttpContext(), new(), new Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor())),
        };

        model.OnGet(ChartSvgTests.Language("en")).ShouldBeOfType<PageResult>();

        model.Response.StatusCode.ShouldBe(503);
        model.Fault.ShouldBe(TrailTexts.Unreadable);
        model.Chart.ShouldBeNull();
    }
}
