using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;

namespace Balena.Tests
{
    /// <summary>What a test expects. The first thing that is otherwise ends the test.</summary>
    internal static class Check
    {
        /// <summary>An id that no row has, one more than 2^53: a double would take it for that.</summary>
        internal const long PastDoubles = 9_007_199_254_740_993;

        internal static void That(bool holds, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        {
            if (!holds)
            {
                throw new Failure("does not hold", file, line);
            }
        }

        internal static void Equal<T>(
            T expected, T found, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, found))
            {
                throw new Failure($"expected {expected}, found {found}", file, line);
            }
        }

        /// <summary>The call fails with this code, and the exception agrees with its document.</summary>
        internal static BalenaException Fails(
            BalenaCode code, Action call, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        {
            var error = Throws<BalenaException>(call, file, line);
            if (error.Code != code)
            {
                throw new Failure($"expected {code}, found {error.Code}: {error.Document}", file, line);
            }
            That(error.Message.Length > 0, file, line);
            That(error.Document.Contains($"\"number\":{(int)code},"), file, line);
            return error;
        }

        internal static E Throws<E>(
            Action call, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) where E : Exception
        {
            try
            {
                call();
            }
            catch (E expected)
            {
                return expected;
            }
            throw new Failure($"{typeof(E).Name} was not thrown", file, line);
        }

        private sealed class Failure : Exception
        {
            internal Failure(string what, string file, int line) : base($"{Path.GetFileName(file)}:{line}: {what}")
            {
            }
        }
    }
}
