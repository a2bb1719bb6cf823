using System.Text;

namespace Interop.Adapters.Mapping;

/// <summary>Unicode form C, the form of every text in the catalogue (UAX #15).</summary>
internal static class FormC
{
    public static string Of(ReadOnlySpan<char> text) => Of(text.ToString());

    public static string Of(string text) => Ascii.IsValid(text) || text.IsNormalized() ? text : text.Normalize();
}
