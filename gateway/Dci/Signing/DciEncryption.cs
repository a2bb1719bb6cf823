using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Interop.Gateway.Institutions;
using Interop.Identity.Signing;

namespace Interop.Gateway.Dci.Signing;

/// <summary>Opens messages that were encrypted for the hub, and finds the key that their answers are encrypted with: whoever asks in secret is answered so.</summary>
internal sealed class DciEncryption(DciKeys keys, PartnerKeys partners)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>What the answer to a message is encrypted with; null when it goes in clear, or when its sender has published no key for it.</summary>
    public ValueTask<PartnerEncryptionKey?> ReceiverAsync(DciEnvelope asked, Institution sender, CancellationToken cancellation) =>
        asked.SaysEncrypted ? partners.EncryptionAsync(sender.Code, cancellation) : ValueTask.FromResult<PartnerEncryptionKey?>(null);

    /// <summary>The body as if its message had come in clear; null when the hub cannot read it.</summary>
    public JsonDocument? Open(DciEnvelope asked)
    {
        if (EncryptedMessage.Read(asked.Message, keys.Decrypting) is not { } content || !Utf8.IsValid(content))
            return null;
        try
        {
            using var message = JsonDocument.Parse(content, Strict);
            var body = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(body))
            {
                writer.WriteStartObject();
                writer.WriteString("signature", asked.Signature);
                writer.WritePropertyName("header");
                asked.Header.WriteTo(writer);
                writer.WritePropertyName("message");
                message.RootElement.WriteTo(writer);
                writer.WriteEndObject();
            }
            return JsonDocument.Parse(body.WrittenMemory, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return null;
        }
    }
}
