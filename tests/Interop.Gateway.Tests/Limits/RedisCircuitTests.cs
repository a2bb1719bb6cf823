using Interop.Gateway.Limits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Limits;

public sealed class RedisCircuitTests
{
    private readonly FakeTimeProvider time = new();
    private readonly RedisCircuit circuit;

    public RedisCircuitTests() => circuit = new(TimeSpan.FromSeconds(1), time, NullLogger.Instance);

    [Fact]
    public void TryEnter_AfterAFailure_LetsOneInASecondUntilItSucceeds()
    {
        circuit.TryEnter().ShouldBeTrue();
        circuit.Failed("Made up");
        circuit.Open.ShouldBeTrue();
        circuit.TryEnter().ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        circuit.TryEnter().ShouldBeTrue();
        circuit.TryEnter().ShouldBeFalse("one tries, the others go on without");
        circuit.Succeeded();
        circuit.Open.ShouldBeFalse();
        circuit.TryEnter().ShouldBeTrue();
        circuit.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public void Failed_WhileTrying_BeginsTheWaitAnew()
    {
        circuit.Failed("Made up");
        time.Advance(TimeSpan.FromSeconds(1));
        circuit.TryEnter().ShouldBeTrue();
        circuit.Failed("Made up");
        time.Advance(TimeSpan.FromSeconds(0.9));
        circuit.TryEnter().ShouldBeFalse();
    }
}
