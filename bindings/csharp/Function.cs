using System;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace Balena
{
    /// <summary>What C has of a function of the caller's while a call runs, and what that threw.</summary>
    /// <remarks>C calls a static function, and gets the pointer to it from a static delegate, which is there for as
    /// long as C may call: UnmanagedCallersOnly, which needs none, is not in netstandard2.1. Marshal is asked with the
    /// delegate's own type, not with Delegate, so that a compiler ahead of time knows what stands between the
    /// two.</remarks>
    internal abstract unsafe class Function<D> : IDisposable where D : Delegate
    {
        private readonly GCHandle held;
        private readonly CancellationToken cancellationToken;
        private ExceptionDispatchInfo? thrown;

        protected Function(D? callback, CancellationToken cancellationToken)
        {
            Callback = callback;
            this.cancellationToken = cancellationToken;
            held = GCHandle.Alloc(this);
        }

        /// <summary>What C gets back with each call.</summary>
        internal IntPtr Data => GCHandle.ToIntPtr(held);

        protected D? Callback { get; }

        /// <summary>Takes what the call gave. What the function threw is thrown on.</summary>
        internal Document Document(BalenaCode returned, byte* result)
        {
            if (thrown != null)
            {
                Native.balena_string_free(result);
                thrown.Throw();
            }
            return Core.Document(returned, result, cancellationToken);
        }

        public void Dispose() => held.Free();

        protected void CheckToken() => cancellationToken.ThrowIfCancellationRequested();

        /// <summary>Keeps what the function threw, since no exception may leave it, and stops.</summary>
        protected bool Stop(Exception exception)
        {
            thrown = ExceptionDispatchInfo.Capture(exception);
            return false;
        }

        protected static int Answer(bool goesOn) => goesOn ? 0 : 1;
    }

    /// <summary>A function that gets rows.</summary>
    internal sealed unsafe class RowFunction : Function<Func<string, bool>>
    {
        private static readonly RowCallback OnRow = Called;

        internal RowFunction(Func<string, bool> callback, CancellationToken cancellationToken)
            : base(callback ?? throw BalenaException.InvalidParameter("callback", "is null"), cancellationToken)
        {
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int RowCallback(byte* row, IntPtr userData);

        /// <summary>What C calls.</summary>
        internal IntPtr Pointer => Marshal.GetFunctionPointerForDelegate(OnRow);

        private static int Called(byte* row, IntPtr userData) =>
            Answer(((RowFunction)GCHandle.FromIntPtr(userData).Target).GoesOn(row));

        private bool GoesOn(byte* row)
        {
            try
            {
                // C looks at it with each page only.
                CheckToken();
                return Callback!(Encoding.UTF8.GetString(row, checked((int)Native.balena_string_length(row))));
            }
            catch (Exception exception)
            {
                return Stop(exception);
            }
        }
    }

    /// <summary>A function that gets the pieces of a download, or null.</summary>
    internal sealed unsafe class PieceFunction : Function<PieceCallback>
    {
        private static readonly DataCallback OnData = Called;

        /// <summary>Runs from the first piece on: what came before it was the making of the image.</summary>
        private readonly Stopwatch watch = new Stopwatch();
        private long received;

        internal PieceFunction(PieceCallback? callback, CancellationToken cancellationToken)
            : base(callback, cancellationToken)
        {
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int DataCallback(byte* data, UIntPtr length, long offset, long total, IntPtr userData);

        /// <summary>What C calls.</summary>
        internal IntPtr Pointer => Callback == null ? IntPtr.Zero : Marshal.GetFunctionPointerForDelegate(OnData);

        private static int Called(byte* data, UIntPtr length, long offset, long total, IntPtr userData) =>
            Answer(((PieceFunction)GCHandle.FromIntPtr(userData).Target).GoesOn(
                new ReadOnlySpan<byte>(data, checked((int)length)), offset, total));

        private bool GoesOn(ReadOnlySpan<byte> data, long offset, long total)
        {
            try
            {
                received += watch.IsRunning ? data.Length : 0;
                watch.Start();
                var rate = received == 0 ? 0 : received / watch.Elapsed.TotalSeconds;
                return Callback!(new Piece(data, offset, total < 0 ? (long?)null : total, rate));
            }
            catch (Exception exception)
            {
                return Stop(exception);
            }
        }
    }
}
