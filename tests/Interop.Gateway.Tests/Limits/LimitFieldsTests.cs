using Interop.Gateway.Limits;
using Microsoft.AspNetCore.Http;

namespace Interop.Gateway.Tests.Limits;

public sealed class LimitFieldsTests
{
    private static readonly Limit Key = new(PerSecond: 2, Burst: 5, PerDay: 1_000), Scope = new(PerSecond: 10, Burst: 10, PerDay: 50);

    [Fact]
    public void Write_KeyAlone_TellsPolicyAndStanding()
    {
        IHeaderDictionary headers = new HeaderDictionary();
        LimitFields.Write(headers, Key, null, new(new(LimitOutcome.Within, 4, 0.5, 999, 60), null));
        headers["RateLimit-Policy"].ToString().ShouldBe("\"key\";q=5;w=3, \"key-day\";q=1000;w=86400");
        headers["RateLimit"].ToString().ShouldBe("\"key\";r=4;t=1, \"key-day\";r=999;t=60");
        headers.RetryAfter.Count.ShouldBe(0);
    }

    [Fact]
    public void Write_ScopeRefused_TellsBothAndWhenToRetry()
    {
        IHeaderDictionary headers = new HeaderDictionary();
        LimitFields.Write(headers, Key, Scope, new(new(LimitOutcome.Within, 4, 0.5, 999, 60), new LimitState(LimitOutcome.RateLimited, 0, 1.2, 49, 60)));
        headers["RateLimit-Policy"].ToString().ShouldEndWith(",\"scope\";q=10;w=1, \"scope-day\";q=50;w=86400");
        headers["RateLimit"].ToString().ShouldEndWith(",\"scope\";r=0;t=2, \"scope-day\";r=49;t=60");
        headers.RetryAfter.ToString().ShouldBe("2");
    }

    [Fact]
    public void Window_QuotaAWindow_IsNeverMoreThanTheLimitGives()
    {
        foreach (var limit in (Limit[])[Key, Scope, new(0.3, 1, 1), new(2_000, 4_000, 1), new(7, 20, 1)])
            (limit.Burst / (double)limit.Window).ShouldBeLessThanOrEqualTo(limit.PerSecond);
    }
}
