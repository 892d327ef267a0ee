using System;
using System.Text;

namespace Balena
{
    /// <summary>What a subscription to a log has to say.</summary>
    public enum LogMessageKind
    {
        /// <summary>A line of the log.</summary>
        Line,

        /// <summary>Something that happened to the subscription, see <see cref="LogMessage.Event"/>.</summary>
        Event,

        /// <summary>The error that ends the subscription, see <see cref="LogMessage.Error"/>.</summary>
        Error,
    }

    /// <summary>A line of a device's log, or what happened to the subscription to it.</summary>
    public sealed unsafe class LogMessage
    {
        private static readonly byte[] EventPointer = Core.Utf8("/event", "pointer")!;

        /// <summary>A line has no such member, and hardly ever says it: it is not to be read for that alone.</summary>
        private static readonly byte[] EventName = Encoding.UTF8.GetBytes("\"event\"");

        /// <summary>It ends in NUL.</summary>
        private readonly byte[] utf8;

        internal LogMessage(BalenaCode code, byte* document)
        {
            utf8 = Core.Copy(document);
            if (code != BalenaCode.Ok)
            {
                Kind = LogMessageKind.Error;
                using var error = At("");
                Error = new BalenaException(code, error);
                return;
            }
            if (utf8.AsSpan().IndexOf(EventName) < 0)
            {
                return;
            }
            fixed (byte* pointer = EventPointer)
            {
                var found = Native.balena_json_get(document, pointer, out var name);
                using var text = new Document(new TextHandle(name));
                if (found == BalenaCode.Ok)
                {
                    Kind = LogMessageKind.Event;
                    Event = text.ToString();
                }
            }
        }

        /// <summary>What it is.</summary>
        public LogMessageKind Kind { get; }

        /// <summary>The name of an event, otherwise null: "connected", "disconnected" (with <c>error</c>, and
        /// <c>retry_in_ms</c>, after which the next try begins), "gap" (lines may be missing: the service no longer has
        /// what came while the connection was gone), "suppressed" (the service left out <c>count</c> lines) or
        /// "skipped" (a line that is none, with <c>error</c>).</summary>
        public string? Event { get; }

        /// <summary>The error that ends the subscription, otherwise null.</summary>
        public BalenaException? Error { get; }

        /// <summary>The JSON object: a line as the service sent it (see <see cref="LogsSection.History"/>), an event or
        /// an error.</summary>
        public string Json => Encoding.UTF8.GetString(utf8, 0, utf8.Length - 1);

        /// <summary>The value at a pointer: a string unquoted, anything else as JSON.</summary>
        /// <param name="pointer">RFC 6901, as "/message"; "" is the whole object.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotFound"/> (nothing at this pointer),
        /// <see cref="BalenaCode.InvalidParameter"/>.</exception>
        public string this[string pointer]
        {
            get
            {
                using var value = At(pointer);
                return value.ToString();
            }
        }

        /// <summary><see cref="Json"/>.</summary>
        public override string ToString() => Json;

        private Document At(string pointer)
        {
            fixed (byte* json = utf8)
            fixed (byte* pointerUtf8 = Core.Utf8(pointer, "pointer"))
            {
                var code = Native.balena_json_get(json, pointerUtf8, out var value);
                return Core.Document(code, value);
            }
        }
    }
}
