using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Guarantees;

/// <summary>What a clerk is told, in plain words.</summary>
internal static class GuaranteeTexts
{
    public static readonly Title CardNotCompared = new("No card was compared: make sure that it is this person's.", "មិនបានផ្ទៀងផ្ទាត់ប័ណ្ណទេ៖ សូមប្រាកដថាវាជារបស់អ្នកនេះ។");
    public static readonly Title NoRevocations = new("Not looked for among the revoked ones: no list was given.", "មិនបានពិនិត្យក្នុងបញ្ជីដែលបានដកហូតទេ៖ គ្មានបញ្ជី។");

    public static Title Of(GuaranteeVerdict verdict) => verdict switch
    {
        GuaranteeVerdict.Good => new("The guarantee is good.", "ការធានានេះមានសុពលភាព។"),
        GuaranteeVerdict.Malformed => new("This is no guarantee, or it was not copied whole. Scan it again.", "នេះមិនមែនជាការធានា ឬចម្លងមិនពេញលេញ។ សូមស្កេនម្ដងទៀត។"),
        GuaranteeVerdict.KeyUnknown => new("No key of the key set signed this. Fetch the key set again.", "គ្មានសោណាក្នុងបញ្ជីសោបានចុះហត្ថលេខាលើវាទេ។ សូមទាញយកបញ្ជីសោម្ដងទៀត។"),
        GuaranteeVerdict.SignatureInvalid => new("The guarantee was changed or forged. Do not rely on it.", "ការធានានេះត្រូវបានកែប្រែ ឬក្លែងបន្លំ។ កុំពឹងផ្អែកលើវា។"),
        GuaranteeVerdict.Revoked => new(
            "The guarantee was revoked. In one of 10,000 cases this is a mistake of the list: treat, and ask the hub.",
            "ការធានានេះត្រូវបានដកហូត។ ក្នុង ១០ ០០០ ករណី អាចមានមួយដែលបញ្ជីភាន់ច្រឡំ៖ សូមព្យាបាល ហើយសួរប្រព័ន្ធ។"),
        GuaranteeVerdict.NotYetValid => new("The guarantee does not hold yet. Check the clock of this device.", "ការធានានេះមិនទាន់ចូលជាធរមានទេ។ សូមពិនិត្យនាឡិការបស់ឧបករណ៍នេះ។"),
        GuaranteeVerdict.Expired => new("The guarantee has expired. That does not say that the person is not covered: ask again.", "ការធានានេះផុតកំណត់ហើយ។ នេះមិនមែនមានន័យថាអ្នកជំងឺគ្មានការធានារ៉ាប់រងទេ៖ សូមសួរម្ដងទៀត។"),
        GuaranteeVerdict.OtherFacility => new("The guarantee was given to another facility.", "ការធានានេះផ្ដល់ឱ្យមូលដ្ឋានសុខាភិបាលផ្សេង។"),
        GuaranteeVerdict.OtherCard => new("The guarantee is for another card. Compare the number that was asked about.", "ការធានានេះសម្រាប់ប័ណ្ណផ្សេង។ សូមប្រៀបធៀបលេខដែលបានសួរ។"),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Not a verdict."),
    };
}
