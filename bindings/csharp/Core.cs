using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Balena
{
    /// <summary>What every call goes through: texts on their way to C, and codes and documents on their way
    /// back.</summary>
    internal static unsafe class Core
    {
        private static readonly UTF8Encoding Strict =
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        /// <summary>A text as C wants it: UTF-8 that ends in NUL, or null. What C would read as another text is
        /// refused.</summary>
        internal static byte[]? Utf8(string? text, string name)
        {
            if (text == null)
            {
                return null;
            }
            if (text.Contains('\0'))
            {
                throw BalenaException.InvalidParameter(name, "holds U+0000");
            }
            try
            {
                // The last byte stays 0.
                var utf8 = new byte[Strict.GetByteCount(text) + 1];
                Strict.GetBytes(text, 0, text.Length, utf8, 0);
                return utf8;
            }
            catch (EncoderFallbackException)
            {
                throw BalenaException.InvalidParameter(name, "holds a lone surrogate");
            }
        }

        /// <summary>A text of the library's, with its NUL.</summary>
        internal static byte[] Copy(byte* text) =>
            new ReadOnlySpan<byte>(text, checked((int)Native.balena_string_length(text) + 1)).ToArray();

        internal static byte Byte(bool flag) => flag ? (byte)1 : (byte)0;

        internal static void Nothing(BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            using (Received(code, result, cancellationToken))
            {
            }
        }

        internal static bool Boolean(BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            using var document = Received(code, result, cancellationToken);
            return document.ToString() == "true";
        }

        internal static long Number(BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            using var document = Received(code, result, cancellationToken);
            return long.Parse(document.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        internal static string Text(BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            using var document = Received(code, result, cancellationToken);
            return document.GetString("");
        }

        internal static string? MaybeText(BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            using var document = Received(code, result, cancellationToken);
            return document.ToString() == "null" ? null : document.GetString("");
        }

        internal static Document Document(BalenaCode code, byte* result, CancellationToken cancellationToken = default) =>
            Received(code, result, cancellationToken);

        internal static Document? MaybeDocument(
            BalenaCode code, byte* result, CancellationToken cancellationToken = default)
        {
            var document = Received(code, result, cancellationToken);
            if (document.ToString() != "null")
            {
                return document;
            }
            document.Dispose();
            return null;
        }

        /// <summary>The one place where a code becomes an exception.</summary>
        private static Document Received(BalenaCode code, byte* result, CancellationToken cancellationToken)
        {
            var document = new Document(new TextHandle(result));
            if (code == BalenaCode.Ok)
            {
                return document;
            }
            using (document)
            {
                var error = new BalenaException(code, document);
                throw code == BalenaCode.Cancelled && cancellationToken.IsCancellationRequested
                    ? (Exception)new OperationCanceledException(error.Message, error, cancellationToken)
                    : error;
            }
        }

        /// <summary>A text that the library never frees.</summary>
        internal static string Static(byte* text) => Marshal.PtrToStringUTF8((IntPtr)text);
    }
}
