using CsCheck;
using Interop.Gateway.Proxy.Contracts;

namespace Interop.Gateway.Tests.Proxy.Contracts;

public sealed class CanonicalTargetTests
{
    [Theory]
    [InlineData("/r/nssf/policies", "/", "")]
    [InlineData("/r/nssf/policies/", "/", "")]
    [InlineData("/r/nssf/policies/a/b", "/a/b", "")]
    [InlineData("/r/nssf/policies/%61", "/a", "")]
    [InlineData("/r/nssf/policies/a%20b%2c", "/a%20b%2C", "")]
    [InlineData("/r/nssf/policies/%e1%9e%80", "/%E1%9E%80", "")]
    [InlineData("/r/nssf/policies/a?x=1&y=%61+b;c", "/a", "?x=1&y=a+b%3Bc")]
    [InlineData("/r/nssf/policies/a?x=http://b/c?d", "/a", "?x=http://b/c?d")]
    [InlineData("/r/nssf/policies/a?", "/a", "")]
    public void Read_TargetOfOneMeaning_GoesOnInOneEncoding(string target, string path, string query)
    {
        var read = CanonicalTarget.Read(target).ShouldNotBeNull();
        (read.Institution, read.Service, read.Path, read.Query).ShouldBe(("nssf", "policies", path, query));
        read.ToString().ShouldBe("/r/nssf/policies/...", "the path may hold a personal identifier");
    }

    [Theory]
    [InlineData("/r/nssf")]
    [InlineData("/x/nssf/policies")]
    [InlineData("http://host/r/nssf/policies/a")]
    [InlineData("/r/nssf/policies/../a")]
    [InlineData("/r/nssf/policies/%2e%2E/a")]
    [InlineData("/r/nssf/policies/a//b")]
    [InlineData("/r/nssf/policies/a/")]
    [InlineData("/r/nssf/policies//")]
    [InlineData("/r/nssf/policies/a%2fb")]
    [InlineData("/r/nssf/policies/a%5cb")]
    [InlineData("/r/nssf/policies/a;b")]
    [InlineData("/r/nssf/policies/a%3bb")]
    [InlineData("/r/nssf/policies/%252e")]
    [InlineData("/r/nssf/policies/%00")]
    [InlineData("/r/nssf/policies/%7f")]
    [InlineData("/r/nssf/policies/%c0%ae")]
    [InlineData("/r/nssf/policies/%ed%a0%80")]
    [InlineData("/r/nssf/policies/a%2")]
    [InlineData("/r/nssf/policies/a b")]
    [InlineData("/r/nssf/policies/é")]
    [InlineData("/r/ns%2fsf/policies/a")]
    [InlineData("/r/nssf/policies/a?x=%0a")]
    [InlineData("/r/nssf/policies/a?&x=1")]
    [InlineData("/r/nssf/policies/a?%=1")]
    public void Read_TargetOfSeveralMeanings_Null(string target) => CanonicalTarget.Read(target).ShouldBeNull();

    /// <summary>Whatever is sent, what goes on holds no way out of its path, means the same when read again, and is plain to every server.</summary>
    [Fact]
    public void Read_RandomTargets_AreStableAndPlain()
    {
        string[] pieces = ["a", "B", ".", "..", "%2e", "%2E", "/", "%2f", "%2F", "\\", "%5c", ";", "%3b", "%25", "%2525", "%00", "?", "&", "=", "+", "%c3%a9", "%c0", "~", "%7e", "'", "\"", "%", ":", "@"];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 12].Sample(parts =>
        {
            var read = CanonicalTarget.Read("/r/nssf/policies/" + string.Concat(parts));
            if (read is null)
                return;
            var again = CanonicalTarget.Read("/r/nssf/policies" + read.Path + read.Query).ShouldNotBeNull();
            again.Path.ShouldBe(read.Path);
            again.Query.ShouldBe(read.Query);
            again.Segments.ShouldBe(read.Segments);
            read.Path.Split('/').Skip(1).ShouldAllBe(s => s != "." && s != "..");
            read.Path.AsSpan().IndexOfAny(";\\?# ").ShouldBe(-1);
            read.Path.Contains("%2F", StringComparison.OrdinalIgnoreCase).ShouldBeFalse();
            new Uri("http://host" + read.Path + read.Query).AbsolutePath.Count(c => c == '/').ShouldBe(read.Path.Count(c => c == '/'));
        }, iter: 20_000);
    }
}
