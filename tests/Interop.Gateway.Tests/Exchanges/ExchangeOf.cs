using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Tests.Privacy;
using Interop.Gateway.Tests.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Exchanges;

/// <summary>An admitted question under a scope that makes conditions about its subject.</summary>
internal static class ExchangeOf
{
    /// <param name="subject">The conditions of the scope.</param>
    /// <param name="asked">The day of the question; that of the fakes when left out.</param>
    /// <param name="about">The day asked about; the day of the question when left out.</param>
    public static Exchange Question(
        SubjectConditionConfig[] subject, DateOnly? asked = null, DateOnly? about = null, string jurisdiction = "120101", string type = "national-id", string value = "010203040")
    {
        var day = asked ?? FourRegistries.Today;
        return new()
        {
            Id = Guid.Empty, At = new(day, TimeOnly.MinValue, TimeSpan.Zero), Door = "test", Operation = Operation.Lookup, Date = about ?? day,
            Caller = new(new Institution("alpha", InstitutionKind.Insurer, new("Alpha", "ក"), jurisdiction), "ik_test", "TREAT", null, null), Subject = new(type, value),
            Scope = new(ScopeFile.Scope(new GrantConfig("vital.sex")) with { Subject = subject, Registries = ["civil-registry", "id-poor", "health-insurance"] }, AttributeCatalogue.Current),
        };
    }
}
