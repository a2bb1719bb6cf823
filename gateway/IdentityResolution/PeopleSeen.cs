namespace Interop.Gateway.IdentityResolution;

/// <summary>The people of a directory build, numbered from 0; two that turn out to be one are merged (disjoint sets with path halving).</summary>
internal sealed class PeopleSeen
{
    private readonly List<int> parent = [];
    private readonly List<bool> known = [];
    private int merged;

    /// <summary>People, those merged counted once.</summary>
    public int Count => parent.Count - merged;

    /// <summary>Every number that now stands for another.</summary>
    public IEnumerable<(int Person, int Into)> Merged => Enumerable.Range(0, parent.Count).Where(p => parent[p] != p).Select(p => (p, Of(p)));

    /// <param name="known">Whether the most trusted registry says that this is a person of its own.</param>
    public int Add(bool known)
    {
        parent.Add(parent.Count);
        this.known.Add(known);
        return parent.Count - 1;
    }

    /// <summary>The number under which the person stands now.</summary>
    public int Of(int person)
    {
        while (parent[person] != person)
            person = parent[person] = parent[parent[person]];
        return person;
    }

    /// <summary>
    /// One record names all of these. At most one is known: they are the same, and merged. Several are known: they are not, and
    /// those several are returned.
    /// </summary>
    public List<int> Merge(List<int> people)
    {
        var distinct = people.FindAll(p => known[p]);
        if (distinct.Count > 1)
            return distinct;
        var into = distinct.Count == 1 ? distinct[0] : people[0];
        foreach (var person in people)
            if (person != into)
            {
                parent[person] = into;
                merged++;
            }
        return [into];
    }
}
