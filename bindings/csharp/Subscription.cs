using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Balena
{
    /// <summary>What C has of a subscription: a function of the caller's, and what it came to. C holds it from
    /// <see cref="Begun"/> to the last call.</summary>
    internal sealed unsafe class Subscription : IDisposable
    {
        /// <summary>What C calls. The pointer is good for as long as this is there.</summary>
        private static readonly DocumentCallback OnDocument = Called;

        /// <summary>It is not left to the garbage collector while a subscription on it lasts.</summary>
        private readonly ClientHandle client;
        private readonly Func<LogMessage, bool> function;
        private readonly GCHandle held;
        private readonly TaskCompletionSource<bool> end =
            new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool begun;
        private BalenaException? error;
        private Exception? thrown;

        internal Subscription(ClientHandle client, Func<LogMessage, bool> callback)
        {
            this.client = client;
            function = callback ?? throw BalenaException.InvalidParameter("callback", "is null");
            held = GCHandle.Alloc(this);
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        private delegate int DocumentCallback(BalenaCode code, byte* document, IntPtr userData);

        internal static IntPtr Callback { get; } = Marshal.GetFunctionPointerForDelegate(OnDocument);

        internal IntPtr Data => GCHandle.ToIntPtr(held);

        /// <summary>Takes what the call gave that makes the subscription. The task ends with it.</summary>
        internal Task Begun(BalenaCode returned, byte* result)
        {
            begun = returned == BalenaCode.Ok;
            Core.Nothing(returned, result);
            return end.Task;
        }

        /// <summary>Lets go of what C did not take over.</summary>
        public void Dispose()
        {
            if (!begun)
            {
                held.Free();
            }
        }

        /// <summary>No exception may leave it.</summary>
        private static int Called(BalenaCode code, byte* document, IntPtr userData)
        {
            var held = GCHandle.FromIntPtr(userData);
            var subscription = (Subscription)held.Target;
            if (document != null)
            {
                return subscription.GoesOn(code, document) ? 0 : 1;
            }
            held.Free();
            subscription.End(code);
            return 0;
        }

        private bool GoesOn(BalenaCode code, byte* document)
        {
            try
            {
                var message = new LogMessage(code, document);
                error = message.Error;
                return function(message);
            }
            catch (Exception exception)
            {
                thrown = exception;
                return false;
            }
        }

        private void End(BalenaCode code)
        {
            if (code != BalenaCode.Ok)
            {
                // After an end from outside there was no document.
                error ??= BalenaException.Of(code, "The subscription ended with its client.");
            }
            if ((thrown ?? error) is Exception exception)
            {
                end.SetException(exception);
            }
            else
            {
                end.SetResult(true);
            }
        }
    }
}
