using System.Collections.Frozen;

namespace Interop.Identity.People;

/// <summary>What is wrong with a password somebody chose.</summary>
internal enum PasswordFault
{
    None,
    TooShort,
    TooLong,
    /// <summary>It holds the user name, or the part of it before the @.</summary>
    HoldsUserName,
    /// <summary>It is among the first that anybody tries, or little but repetition.</summary>
    TooCommon,
}

/// <summary>Length is what counts; no mixture of characters is demanded (NIST SP 800-63B-4 §3.1.1.2).</summary>
internal static class PasswordRules
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private const int FewestDistinct = 5;

    /// <summary>Common ones that are long enough for the length alone to let them pass.</summary>
    private static readonly FrozenSet<string> Common = FrozenSet.ToFrozenSet(
    [
        "password1234", "password12345", "password123456", "passwordpassword", "password@123", "password@1234", "p@ssw0rd1234", "mypassword123",
        "1234567890123", "123456789012", "12345678901234", "0123456789012", "123456789abc", "1234567890abc", "abc123456789", "abcdefghijkl", "abcdefghijklm",
        "abcd12345678", "qwertyuiop12", "qwertyuiop123", "qwertyuiop[]", "qwerty123456", "qwerty1234567", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3",
        "asdfghjkl123", "iloveyou1234", "iloveyou12345", "administrator", "administrator1", "admin1234567", "admin123456789", "welcome12345", "welcome123456",
        "changeme1234", "changemenow1", "letmein12345", "letmeinplease", "trustno1trustno1", "football1234", "sunshine1234", "princess1234", "monkey123456",
        "dragon123456", "superman1234", "cambodia1234", "cambodia2026", "phnompenh123", "phnompenh1234", "kampuchea123", "angkorwat123", "angkorwat1234",
        "interop12345", "interop123456", "hospital1234", "ministry1234",
    ], StringComparer.OrdinalIgnoreCase);

    public static PasswordFault Check(string password, string userName)
    {
        if (password.Length < Shortest)
            return PasswordFault.TooShort;
        if (password.Length > Longest)
            return PasswordFault.TooLong;
        var name = userName.Split('@')[0];
        if (name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase))
            return PasswordFault.HoldsUserName;
        return Common.Contains(password) || password.Distinct().Count() < FewestDistinct ? PasswordFault.TooCommon : PasswordFault.None;
    }
}
