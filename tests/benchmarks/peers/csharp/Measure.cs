using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

/// <summary>Takes times, context switches and memory between Begin and End.</summary>
internal static class Measure
{
    private static readonly long[] Before = new long[18];
    private static readonly long[] After = new long[18];
    private static long began;
    private static long took;
    private static long resident;
    private static long peak;

    public static long Timed(Func<long> work)
    {
        Begin();
        var right = work();
        End();
        return right;
    }

    public static void Begin()
    {
        // The peak of memory is counted from here.
        File.WriteAllText("/proc/self/clear_refs", "5");
        resident = Status("VmRSS:");
        _ = GetUsage(0, Before);
        began = Stopwatch.GetTimestamp();
    }

    public static void End()
    {
        took = Stopwatch.GetTimestamp() - began;
        _ = GetUsage(0, After);
        peak = Status("VmHWM:");
    }

    public static void Report(long right)
    {
        var wall = took * 1e6 / Stopwatch.Frequency;
        Console.WriteLine(FormattableString.Invariant(
            $"{{\"wall_us\":{wall:F1},\"cpu_us\":{Cpu(After) - Cpu(Before)},\"switches\":{After[16] - Before[16]},")
            + FormattableString.Invariant($"\"growth_kb\":{peak - resident},\"peak_kb\":{peak},")
            + FormattableString.Invariant($"\"threads\":{Status("Threads:")},\"check\":{right}}}"));
    }

    /// <summary>Of a struct rusage.</summary>
    private static long Cpu(long[] used) => ((used[0] + used[2]) * 1_000_000) + used[1] + used[3];

    /// <summary>A number of /proc/self/status.</summary>
    private static long Status(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(one => one.StartsWith(key, StringComparison.Ordinal));
        var number = line.Substring(key.Length).Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(number, CultureInfo.InvariantCulture);
    }

    // Process.TotalProcessorTime has ticks of 10 ms.
    [DllImport("libc", EntryPoint = "getrusage")]
    private static extern int GetUsage(int who, long[] used);
}
