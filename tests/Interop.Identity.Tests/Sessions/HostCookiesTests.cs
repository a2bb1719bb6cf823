using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Http;

namespace Interop.Identity.Tests.Sessions;

public sealed class HostCookiesTests
{
    [Theory]
    [InlineData("https", "__Host-Interop.Session")]
    [InlineData("http", "Interop.Session")]
    public void Cookie_OverHttps_HasTheHostPrefixAndOverHttpHasNot(string scheme, string name)
    {
        var cookies = new HostCookies();
        var context = new DefaultHttpContext { Request = { Scheme = scheme } };

        cookies.AppendResponseCookie(context, "Interop.Session", "value", new() { Path = "/", Secure = scheme == "https" });

        context.Response.Headers.SetCookie.ToString().ShouldStartWith(name + "=value");
        context.Request.Headers.Cookie = name + "=value";
        cookies.GetRequestCookie(context, "Interop.Session").ShouldBe("value");
    }

    [Fact]
    public void Cookie_SetWithoutThePrefix_IsNotTakenOverHttps()
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https" } };
        context.Request.Headers.Cookie = "Interop.Session=planted";

        new HostCookies().GetRequestCookie(context, "Interop.Session").ShouldBeNull();
    }
}
