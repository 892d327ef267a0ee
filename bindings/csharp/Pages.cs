using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Balena
{
    /// <summary>Hands rows to a function until it gives false.</summary>
    internal delegate Document Walk(
        Func<string, bool> callback, string? options, CancellationToken cancellationToken);

    /// <summary>The rows of a walk, which are asked for by the page when they are wanted.</summary>
    internal sealed class Pages
    {
        private readonly Walk walk;
        private readonly string options;

        /// <summary>How many may still be asked for.</summary>
        private ulong left = ulong.MaxValue;

        /// <summary>The id behind which the next one begins, null before the first.</summary>
        private string? last;

        private Pages(Walk walk, string? options)
        {
            this.walk = walk;
            this.options = options ?? "{}";
            var limit = Limit();
            if (limit != null && !(ulong.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out left)
                && left > 0))
            {
                throw BalenaException.Of(BalenaCode.InvalidOption, "option pages is not a whole number above 0");
            }
        }

        private bool AreOver { get; set; }

        internal static IEnumerable<string> Rows(Walk walk, string? options, CancellationToken cancellationToken)
        {
            var pages = new Pages(walk, options);
            while (!pages.AreOver)
            {
                foreach (var row in pages.Next(cancellationToken))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return row;
                }
            }
        }

        internal static async IAsyncEnumerable<string> RowsAsync(
            Walk walk, string? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var pages = new Pages(walk, options);
            while (!pages.AreOver)
            {
                // No variable keeps a page until the next has come.
                foreach (var row in await Task.Run(() => pages.Next(cancellationToken), cancellationToken)
                    .ConfigureAwait(false))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return row;
                }
            }
        }

        private List<string> Next(CancellationToken cancellationToken)
        {
            var rows = new List<string>();
            using var walked = walk(
                row =>
                {
                    rows.Add(row);
                    return true;
                },
                OfOne(),
                cancellationToken);
            last = walked["/last"];
            left--;
            AreOver = left == 0 || walked["/complete"] == "true";
            return rows;
        }

        /// <summary>The options for the next page. Of those that stand there twice the last hold.</summary>
        private string OfOne()
        {
            var own = "\"pages\":1" + (last == null ? "" : $",\"after\":{last}");
            // What is no object becomes none by it, and is refused.
            var end = Math.Max(0, options.LastIndexOf('}'));
            var isEmpty = options.Substring(0, end).TrimEnd().EndsWith('{');
            return options.Insert(end, isEmpty ? own : "," + own);
        }

        /// <summary>The caller's own number of pages, or null.</summary>
        private unsafe string? Limit()
        {
            fixed (byte* json = Core.Utf8(options, "options"))
            fixed (byte* pointer = Core.Utf8("/pages", "pointer"))
            {
                var found = Native.balena_json_get(json, pointer, out var value);
                using var limit = new Document(new TextHandle(value));
                return found == BalenaCode.Ok && limit.ToString() != "null" ? limit.ToString() : null;
            }
        }
    }
}
