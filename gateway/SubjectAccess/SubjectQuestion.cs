using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;

namespace Interop.Gateway.SubjectAccess;

/// <summary>One person's wish to know what is held about them, as somebody at a counter or in the data protection office puts it.</summary>
/// <param name="Institution">In whose name it is asked, and whose scope decides what is shown.</param>
/// <param name="AskedBy">The id of the clerk or officer.</param>
/// <param name="Reference">What the record of the exchange keeps as its case: the number of the written request, or which document was seen.</param>
/// <param name="Subject">Whom it is about.</param>
internal sealed record SubjectQuestion(Institution Institution, string AskedBy, string Reference, Subject Subject)
{
    public override string ToString() => Subject.ToString();
}
