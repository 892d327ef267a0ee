using System;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Balena
{
    /// <summary>A JSON document as the service sent it, in memory of the C library.</summary>
    /// <remarks><see cref="Dispose"/> frees it; otherwise the garbage collector does in its time. Each access by a
    /// pointer reads the document from its start: of a long list take the row by <see cref="At"/> first, then the
    /// fields from the row, or hand <see cref="Utf8"/> to a JSON reader.</remarks>
    public sealed unsafe class Document : IDisposable
    {
        private readonly TextHandle handle;

        internal Document(TextHandle handle) => this.handle = handle;

        /// <summary>What <see cref="GetString"/> gives.</summary>
        /// <param name="pointer">RFC 6901, as "/0/device_name"; "" is the whole document.</param>
        public string this[string pointer] => GetString(pointer);

        /// <summary>The UTF-8 bytes, without a copy.</summary>
        /// <remarks>They are there until <see cref="Dispose"/>. A span does not keep its document alive: hold the
        /// document in a <c>using</c> for as long as the span is in use.</remarks>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public ReadOnlySpan<byte> Utf8
        {
            get
            {
                using var text = new TextLease(handle);
                return Bytes(text);
            }
        }

        /// <summary>The value at a pointer: a string unquoted, anything else as JSON.</summary>
        /// <param name="pointer">RFC 6901, as "/0/device_name"; "" is the whole document.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotFound"/> (nothing at this pointer),
        /// <see cref="BalenaCode.InvalidParameter"/>, <see cref="BalenaCode.Decode"/> (no JSON).</exception>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public string GetString(string pointer)
        {
            using var value = At(pointer);
            return value.ToString();
        }

        /// <summary>As <see cref="GetString"/>, but null when there is nothing at the pointer. What is null in JSON is
        /// there, as "null".</summary>
        /// <param name="pointer">RFC 6901, as "/0/note"; "" is the whole document.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>,
        /// <see cref="BalenaCode.Decode"/> (no JSON).</exception>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public string? Find(string pointer)
        {
            var code = Read(pointer, out var value);
            if (code == BalenaCode.NotFound)
            {
                Native.balena_string_free(value);
                return null;
            }
            using var found = Core.Document(code, value);
            return found.ToString();
        }

        /// <summary>The value at a pointer as a document of its own: a string unquoted, anything else as
        /// JSON.</summary>
        /// <param name="pointer">RFC 6901, as "/0"; "" is the whole document.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotFound"/> (nothing at this pointer),
        /// <see cref="BalenaCode.InvalidParameter"/>, <see cref="BalenaCode.Decode"/> (no JSON).</exception>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public Document At(string pointer)
        {
            var code = Read(pointer, out var value);
            return Core.Document(code, value);
        }

        /// <summary>How many elements the array, or members the object, at a pointer has.</summary>
        /// <param name="pointer">RFC 6901, as "/0/tags"; "" is the whole document.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.NotFound"/> (nothing at this pointer),
        /// <see cref="BalenaCode.InvalidParameter"/> (also when the value is neither array nor object),
        /// <see cref="BalenaCode.Decode"/> (no JSON).</exception>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public int Length(string pointer = "")
        {
            using var text = new TextLease(handle);
            fixed (byte* pointerUtf8 = Core.Utf8(pointer, "pointer"))
            {
                var code = Native.balena_json_length(text.Pointer, pointerUtf8, out var count);
                if (code != BalenaCode.Ok)
                {
                    // This function of C gives a code alone.
                    throw BalenaException.Of(code, "Nothing can be counted at this pointer.");
                }
                return checked((int)count);
            }
        }

        /// <summary>The JSON text.</summary>
        /// <exception cref="ObjectDisposedException">The document was disposed.</exception>
        public override string ToString()
        {
            using var text = new TextLease(handle);
            return Encoding.UTF8.GetString(Bytes(text));
        }

        /// <summary>Frees the document. A second time does nothing.</summary>
        public void Dispose() => handle.Dispose();

        private BalenaCode Read(string pointer, out byte* value)
        {
            using var text = new TextLease(handle);
            fixed (byte* pointerUtf8 = Core.Utf8(pointer, "pointer"))
            {
                return Native.balena_json_get(text.Pointer, pointerUtf8, out value);
            }
        }

        private static ReadOnlySpan<byte> Bytes(in TextLease text) =>
            new ReadOnlySpan<byte>(text.Pointer, checked((int)text.Length));
    }

    /// <summary>A text that the C library gave out.</summary>
    internal sealed unsafe class TextHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        /// <summary>From so many bytes on the garbage collector, which sees but this small object, is told of them: that
        /// takes longer than all else that is done for a small text.</summary>
        private const long Least = 4096;

        internal TextHandle(byte* text) : base(ownsHandle: true)
        {
            SetHandle((IntPtr)text);
            Length = (long)Native.balena_string_length(text);
            if (Length >= Least)
            {
                GC.AddMemoryPressure(Length);
            }
        }

        /// <summary>In bytes.</summary>
        internal long Length { get; }

        protected override bool ReleaseHandle()
        {
            Native.balena_string_free((byte*)handle);
            if (Length >= Least)
            {
                GC.RemoveMemoryPressure(Length);
            }
            return true;
        }
    }

    /// <summary>Keeps a text from being freed while it is read, by whichever thread.</summary>
    internal readonly unsafe ref struct TextLease
    {
        private readonly TextHandle handle;

        /// <exception cref="ObjectDisposedException">The text was freed.</exception>
        internal TextLease(TextHandle handle)
        {
            var held = false;
            handle.DangerousAddRef(ref held);
            this.handle = handle;
        }

        internal byte* Pointer => (byte*)handle.DangerousGetHandle();

        internal long Length => handle.Length;

        public void Dispose() => handle.DangerousRelease();
    }
}
