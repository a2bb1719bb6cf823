using Interop.Bench;

return args switch
{
    ["serve", "kestrel", var url] => await BareServers.KestrelAsync(url),
    ["serve", "yarp", var url, var to] => await BareServers.YarpAsync(url, to),
    ["serve", "unaudited", var url, var data, var people] => await UnauditedHub.ServeAsync(url, data, people),
    ["weights"] => MatchingBench.Estimate(),
    ["run", .. var names] => await BenchRun.RunAsync(names),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Use ops/bench/run [NAME...]; names: " + string.Join(", ", BenchRun.Names));
    return 2;
}
