using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Balena
{
    public sealed partial class LogsSection
    {
        /// <summary>Follows the log of a device, for <c>await foreach</c>: gives its lines as they come, each a JSON
        /// object as the service sent it. A connection that breaks or falls silent is made again, and the log goes on
        /// behind the last line: none comes twice.</summary>
        /// <param name="device">Full uuid (32 or 62 hex digits) or id.</param>
        /// <param name="options">As of <see cref="Subscribe"/>.</param>
        /// <param name="cancellationToken">Ends it, whatever it waits for.</param>
        /// <returns>The lines. Each enumeration is a subscription of its own, which begins with the first line that is
        /// asked for.</returns>
        /// <exception cref="BalenaException">While it is enumerated: <see cref="BalenaCode.DeviceNotFound"/>,
        /// <see cref="BalenaCode.IO"/> (no thread can be started), the error that ended it, or
        /// <see cref="BalenaCode.Cancelled"/> when the client was cancelled or disposed of.</exception>
        /// <exception cref="OperationCanceledException">While it is enumerated: <paramref name="cancellationToken"/>
        /// ended it.</exception>
        /// <remarks>It ends by an exception or when the loop is left; <see cref="Unsubscribe"/> is for what
        /// <see cref="Subscribe"/> began. Who takes the lines slowly holds up the stream and loses none for as long as
        /// the service has them, the newest 1000. Where lines may be missing is an event that only
        /// <see cref="Subscribe"/> gives. Sends <c>GET /device/v2/uuid/logs?stream=1</c>.</remarks>
        public IAsyncEnumerable<string> Follow(
            string device, string? options = null, CancellationToken cancellationToken = default)
        {
            _ = client.Handle;
            return Lines(device, options, cancellationToken);
        }

        private async IAsyncEnumerable<string> Lines(
            string device, string? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // A handle of its own ends it alone.
            using var own = client.With();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, client.Ended);
            var queue = new LineQueue();
            using var registration = ended.Token.Register(() =>
            {
                own.Cancel();
                queue.Close();
            });
            try
            {
                Task? end = null;
                await Told(Task.Run(() => { end = own.Logs.Subscribe(device, queue.Add, options); }), cancellationToken)
                    .ConfigureAwait(false);
                _ = end!.ContinueWith(_ => queue.End(), TaskScheduler.Default);
                while (await queue.Next().ConfigureAwait(false) is string line)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return line;
                }
                await Told(end!, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // Where a line waits for room, it would wait for the end.
                queue.Close();
            }
        }

        /// <summary>The task, with the token's own exception where the token ended it.</summary>
        private static async Task Told(Task task, CancellationToken cancellationToken)
        {
            try
            {
                await task.ConfigureAwait(false);
            }
            catch (BalenaException error) when (
                error.Code == BalenaCode.Cancelled && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(error.Message, error, cancellationToken);
            }
        }
    }

    /// <summary>The lines that wait for who enumerates them.</summary>
    internal sealed class LineQueue
    {
        /// <summary>So many characters may wait, and a line.</summary>
        private const int Room = 64 << 10;

        private readonly Queue<string> lines = new Queue<string>();
        private readonly SemaphoreSlim ready = new SemaphoreSlim(0);
        private int length;
        private bool closed;

        /// <summary>Adds what is a line, once there is room.</summary>
        internal bool Add(LogMessage message)
        {
            if (message.Kind != LogMessageKind.Line)
            {
                return true;
            }
            var line = message.Json;
            lock (lines)
            {
                while (length >= Room && !closed)
                {
                    Monitor.Wait(lines);
                }
                if (closed)
                {
                    // What ended the stream says why.
                    return true;
                }
                length += line.Length;
                lines.Enqueue(line);
            }
            ready.Release();
            return true;
        }

        /// <summary>The next line, or null after the last.</summary>
        internal async Task<string?> Next()
        {
            await ready.WaitAsync().ConfigureAwait(false);
            lock (lines)
            {
                if (lines.Count == 0)
                {
                    return null;
                }
                var line = lines.Dequeue();
                length -= line.Length;
                Monitor.Pulse(lines);
                return line;
            }
        }

        /// <summary>Lets nothing wait for room any more.</summary>
        internal void Close()
        {
            lock (lines)
            {
                closed = true;
                Monitor.Pulse(lines);
            }
        }

        /// <summary>Tells that no line follows.</summary>
        internal void End() => ready.Release();
    }
}
