using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CsCheck;
using Interop.Gateway.Proxy.Filtering;

namespace Interop.Gateway.Tests.Proxy.Filtering;

/// <summary>Random documents, grants and pieces against a filter of trees that was written from the prose.</summary>
public sealed class FieldFilterPropertyTests
{
    [Fact]
    public void CopyAsync_RandomDocument_LeavesByteForByteWhatThePathsGrant() => Gen.Int.Sample(seed =>
    {
        var (tree, paths, filter) = Case(seed);
        filter.Text(tree.Write()).ShouldBe((tree.Granted(paths) ?? new Tree.Scalar("null")).Write(), string.Join(" ", paths));
    }, iter: 20_000);

    [Fact]
    public void CopyAsync_RandomWhiteSpace_ChangesNothingElse() => Gen.Int.Sample(seed =>
    {
        var (tree, paths, filter) = Case(seed);
        var left = filter.Text(tree.Write(new(seed)));
        WithoutSpace(left).ShouldBe((tree.Granted(paths) ?? new Tree.Scalar("null")).Write());
        filter.Text(left).ShouldBe(left, "what is left is all granted");
        JsonDocument.Parse(left).Dispose();
    }, iter: 10_000);

    [Fact]
    public void CopyAsync_AnyPieces_LeaveTheSame() => Gen.Int.Sample(seed =>
    {
        var (tree, _, filter) = Case(seed);
        var answer = Encoding.UTF8.GetBytes(tree.Write(new(seed)));
        var (left, result) = filter.Run(new Pieces([answer]));
        filter.Run(Pieces.OfOne(answer)).ShouldBe((left, result));
        for (var cut = 0; cut <= Math.Min(answer.Length, 300); cut++)
            filter.Run(Pieces.CutAt(answer, cut)).ShouldBe((left, result));
    }, iter: 300);

    [Fact]
    public void CopyAsync_EverythingGranted_IsTheSameBytes() => Gen.Int.Sample(seed =>
    {
        var answer = Tree.Random(new(seed), 5).Write(new(seed));
        var filter = Filtered.By("");
        filter.PassesAll.ShouldBeTrue();
        filter.Text(answer).ShouldBe(answer);
    }, iter: 2_000);

    /// <summary>A provider that breaks off: what has left until then is the beginning of what would have left.</summary>
    [Fact]
    public void CopyAsync_CutDocument_WroteNothingElse() => Gen.Int.Sample(seed =>
    {
        var (tree, _, filter) = Case(seed);
        var answer = Encoding.UTF8.GetBytes(tree.Write().TrimEnd());
        var left = filter.Text(Encoding.UTF8.GetString(answer));
        for (var length = 0; length < Math.Min(answer.Length, 200); length++)
        {
            var (cut, result) = filter.Run(Pieces.OfOne(answer[..length]));
            if (result.Outcome == FilterOutcome.Completed)
                tree.ShouldBeOfType<Tree.Scalar>("only a number's beginning is a document");
            else
                left.ShouldStartWith(cut);
        }
    }, iter: 300);

    [Fact]
    public void CopyAsync_DamagedDocument_IsRefusedWhenItIsNoJson() => Gen.Int.Sample(seed =>
    {
        var (tree, _, filter) = Case(seed);
        var random = new Random(seed);
        var answer = Encoding.UTF8.GetBytes(tree.Write(random));
        ReadOnlySpan<byte> damage = "{}[],:\"\\ \0\n0-.eEtnu/*\u00e9"u8;
        for (var times = random.Next(1, 3); times > 0 && answer.Length > 0; times--)
            answer[random.Next(answer.Length)] = damage[random.Next(damage.Length)];
        var expected = IsJson(answer) ? FilterOutcome.Completed : FilterOutcome.NotJson;
        filter.Outcome(answer).ShouldBe(expected, Encoding.UTF8.GetString(answer));
        filter.Run(Pieces.OfOne(answer)).Result.Outcome.ShouldBe(expected, Encoding.UTF8.GetString(answer));
    }, iter: 10_000);

    private static (Tree Tree, string[] Paths, FieldFilter Filter) Case(int seed)
    {
        var random = new Random(seed);
        var paths = Tree.RandomPaths(random);
        return (Tree.Random(random, 5), paths, Filtered.By(paths));
    }

    private static bool IsJson(byte[] answer)
    {
        if (!Utf8.IsValid(answer))
            return false;
        try
        {
            var reader = new Utf8JsonReader(answer);
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string WithoutSpace(string json)
    {
        var text = new StringBuilder();
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (inString && json[i] == '\\')
                text.Append(json[i++]);
            else if (json[i] == '"')
                inString = !inString;
            if (inString || json[i] is not (' ' or '\t' or '\r' or '\n'))
                text.Append(json[i]);
        }
        return text.ToString();
    }
}
