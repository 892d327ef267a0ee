// What the tools have in common: their arguments, their exit codes, and what they say when something fails.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using Balena;

internal static class Tool
{
    private static readonly CancellationTokenSource Ended = new CancellationTokenSource();

    /// <summary>Ends with Ctrl-C. A call that is given it comes back at once, by an exception.</summary>
    internal static CancellationToken Interrupted => Ended.Token;

    /// <summary>Runs a tool, and gives its exit code: 0 when its work is done, 1 when something failed, 2 when it was
    /// called wrongly, 130 when Ctrl-C ended it.</summary>
    /// <param name="usage">What --help says. The first line follows what is wrong with the arguments.</param>
    internal static int Run(string name, string usage, string[] arguments, Action<Arguments> work)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(usage);
            return 0;
        }
        // The runtime would end the process without running what `using` and `finally` promise.
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            Ended.Cancel();
        };
        try
        {
            work(new Arguments(arguments));
            return 0;
        }
        catch (WrongUsageException wrong)
        {
            Console.Error.WriteLine($"{name}: {wrong.Message}\n{usage.Split('\n')[0]}");
            return 2;
        }
        catch (FailedException failed)
        {
            foreach (var line in failed.Message.Split('\n'))
            {
                Console.Error.WriteLine($"{name}: {line}");
            }
            return failed.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }

    /// <summary>Makes a call. When it fails, the exception says what was tried.</summary>
    internal static T Try<T>(string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (BalenaException error)
        {
            using var document = JsonDocument.Parse(error.Document);
            var code = document.RootElement.GetProperty("code").GetString();
            throw new FailedException($"{what}: {error.Message} ({code})", error);
        }
    }

    internal static void Try(string what, Action call) => Try(what, () =>
    {
        call();
        return true;
    });

    /// <summary>Reads a document into objects with a property for each field that is of interest.</summary>
    internal static T Read<T>(Document document)
        where T : class
    {
        // Utf8 is the library's own memory, so that a document of any size is read without a copy.
        return JsonSerializer.Deserialize<T>(document.Utf8)!;
    }
}

/// <summary>What a tool was called with. A tool takes options and words out of it, those with values first, and then
/// sees to it that nothing is left.</summary>
internal sealed class Arguments
{
    private readonly List<string> left;

    internal Arguments(IEnumerable<string> given) => left = given.ToList();

    /// <summary>The value of an option, as "--name gate" or "--name=gate", or null.</summary>
    internal string? Value(string option)
    {
        var place = left.FindIndex(argument =>
            argument == option || argument.StartsWith(option + "=", StringComparison.Ordinal));
        if (place < 0)
        {
            return null;
        }
        var given = left[place];
        left.RemoveAt(place);
        if (given != option)
        {
            return given.Substring(option.Length + 1);
        }
        if (place == left.Count)
        {
            throw new WrongUsageException($"{option} needs a value");
        }
        var value = left[place];
        left.RemoveAt(place);
        return value;
    }

    /// <summary>Whether an option without a value is there.</summary>
    internal bool Flag(string option) => left.Remove(option);

    /// <summary>The next argument that is no option, or null.</summary>
    internal string? Word()
    {
        var place = left.FindIndex(argument => !argument.StartsWith('-'));
        if (place < 0)
        {
            return null;
        }
        var word = left[place];
        left.RemoveAt(place);
        return word;
    }

    /// <summary>The next argument that is no option.</summary>
    internal string Word(string name) => Word() ?? throw new WrongUsageException($"{name} is missing");

    internal void End()
    {
        if (left.Count > 0)
        {
            throw new WrongUsageException($"{left[0]} is not understood");
        }
    }
}

/// <summary>The arguments are wrong.</summary>
internal sealed class WrongUsageException : Exception
{
    internal WrongUsageException(string message) : base(message)
    {
    }
}

/// <summary>Something failed, and the tool ends.</summary>
internal sealed class FailedException : Exception
{
    internal FailedException(string message, Exception? cause = null, int exitCode = 1) : base(message, cause) =>
        ExitCode = exitCode;

    internal int ExitCode { get; }

    /// <summary>Why the call failed, if it was a call.</summary>
    internal BalenaCode? Code => (InnerException as BalenaException)?.Code;
}
