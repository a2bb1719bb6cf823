using System.Net;
using System.Net.Sockets;
using Interop.Gateway.Institutions;

namespace Interop.Gateway.Tests.Institutions;

public sealed class CallbackAddressTests
{
    [Theory]
    [InlineData("https://partner.example/on-search", false, null)]
    [InlineData("https://8.8.8.8/on-search", false, null)]
    [InlineData("http://partner.example/on-search", true, "not an https")]
    [InlineData("http://10.0.0.7/on-search", true, "not an https")]
    [InlineData("https://user:secret@partner.example/", true, "not an https")]
    [InlineData("ftp://partner.example/", true, "not an https")]
    [InlineData("https://10.0.0.7/on-search", false, "dci.callbackInside")]
    [InlineData("https://[::1]/on-search", false, "dci.callbackInside")]
    [InlineData("https://[::ffff:169.254.169.254]/latest", false, "dci.callbackInside")]
    [InlineData("https://0x7f.1/", false, "dci.callbackInside")]
    [InlineData("https://LOCALHOST/", false, "dci.callbackInside")]
    [InlineData("https://localhost./", false, "dci.callbackInside")]
    [InlineData("https://a.localhost/", false, "dci.callbackInside")]
    [InlineData("http://127.0.0.1:8090/", false, "dci.callbackInside")]
    [InlineData("https://10.0.0.7/on-search", true, null)]
    [InlineData("http://127.0.0.1:8090/", true, null)]
    public void Fault_OfAnAddress_IsWhatAnOperatorMustHear(string address, bool inside, string? part)
    {
        var fault = CallbackAddress.Fault(new(address), inside, "dci.callbackInside");
        if (part is null)
            fault.ShouldBeNull();
        else
            fault.ShouldNotBeNull().ShouldContain(part);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void IsPublic_OfAnAddress_IsAsTheRegistriesSay(string address, bool expected) => CallbackAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(expected);

    [Fact]
    public async Task Connect_NameOfThisMachine_IsRefusedUnlessInsideIsAgreed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var host = new DnsEndPoint("localhost", ((IPEndPoint)listener.LocalEndpoint).Port);
        (await Should.ThrowAsync<SocketException>(async () => await CallbackAddress.ConnectAsync(host, inside: false, TestContext.Current.CancellationToken))).SocketErrorCode.ShouldBe(SocketError.AccessDenied);
        listener.Pending().ShouldBeFalse();
        await using var stream = await CallbackAddress.ConnectAsync(host, inside: true, TestContext.Current.CancellationToken);
        stream.CanWrite.ShouldBeTrue();
    }
}
