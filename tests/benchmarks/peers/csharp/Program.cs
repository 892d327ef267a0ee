// usage: Benchmarks http|libbalena WORKLOAD VARIANT URL COUNT

using System;
using System.Globalization;
using System.Linq;
using System.Threading;

/// <summary>What a program does in the workloads. Each tells how much was right: rows, lines,
/// bytes.</summary>
internal interface IPeer
{
    bool Call();

    long List(long count);

    long Follow(long count);

    long Download();
}

internal static class Program
{
    /// <summary>So often a call is made until its code is compiled well.</summary>
    private const long Warm = 300;

    private static int Main(string[] arguments)
    {
        string client = arguments[0], workload = arguments[1], variant = arguments[2], url = arguments[3];
        var count = long.Parse(arguments[4], CultureInfo.InvariantCulture);
        var peer = client == "http" ? (IPeer)new HttpPeer(url, variant) : new LibbalenaPeer(url, variant);
        Measure.Report(Run(peer, workload, count));
        return 0;
    }

    private static long Run(IPeer peer, string workload, long count)
    {
        if (workload == "start")
        {
            return Measure.Timed(() => Calls(peer, 1));
        }
        var warm = workload == "call" || workload == "threads" ? Warm : 1;
        if (Calls(peer, warm) != warm)
        {
            throw new InvalidOperationException("a first call went wrong");
        }
        return workload switch
        {
            "call" => Measure.Timed(() => Calls(peer, count)),
            "threads" => Measure.Timed(() => CallOnThreads(peer, count)),
            "list" => peer.List(count),
            "logs" => Measure.Timed(() => peer.Follow(count)),
            "download" => Measure.Timed(peer.Download),
            _ => throw new ArgumentException(workload + " is no workload"),
        };
    }

    private static long Calls(IPeer peer, long count)
    {
        var right = 0L;
        for (var i = 0L; i < count; i++)
        {
            right += peer.Call() ? 1 : 0;
        }
        return right;
    }

    private static long CallOnThreads(IPeer peer, long count)
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("BENCHMARK_THREADS")!, CultureInfo.InvariantCulture);
        var right = 0L;
        var threads = Enumerable.Range(0, wanted)
            .Select(_ => new Thread(() => Interlocked.Add(ref right, Calls(peer, count / wanted)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return right;
    }
}
