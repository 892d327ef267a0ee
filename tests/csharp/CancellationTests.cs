using System;
using System.Threading;

namespace Balena.Tests
{
    /// <summary>Calls that end with a token or with their client, and clients that are derived.</summary>
    internal static class CancellationTests
    {
        private const string Row = "{\"d\":[{\"id\":1}]}";

        internal static void TokenThatEndsWhileTheServerIsSilent()
        {
            using var service = Silent(1);
            using var client = service.Client();
            using var source = new CancellationTokenSource();
            var call = InThread(() => client.Device.GetAll(cancellationToken: source.Token));
            service.Arrivals!.Wait();
            source.Cancel();
            var thrown = (OperationCanceledException)call()!;
            Check.Equal(source.Token, thrown.CancellationToken);
            Check.Equal(BalenaCode.Cancelled, ((BalenaException)thrown.InnerException!).Code);

            // A write may have been carried out.
            service.Arrivals = new CountdownEvent(1);
            using var other = new CancellationTokenSource();
            call = InThread(() => client.Auth.Authenticate("user", "password", cancellationToken: other.Token));
            service.Arrivals.Wait();
            other.Cancel();
            Check.That(((BalenaException)call()!.InnerException!).OutcomeUnknown);
        }

        internal static void TokenThatEndedBefore()
        {
            using var service = Silent(1);
            using var client = service.Client();
            var ended = new CancellationToken(canceled: true);
            Check.Throws<OperationCanceledException>(() => client.Device.GetAll(cancellationToken: ended));
            Check.Throws<OperationCanceledException>(() => client.Application.Remove("x", cancellationToken: ended));
            Check.That(!service.Arrivals!.IsSet);
        }

        internal static void TokenThatEndsAfterATime()
        {
            using var service = Silent(1);
            using var client = service.Client();
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            Check.Throws<OperationCanceledException>(() => client.Device.GetAll(cancellationToken: source.Token));
        }

        internal static void TokenThatEndsManyCalls()
        {
            const int many = 64;
            using var service = Silent(many);
            using var client = service.Client();
            using var source = new CancellationTokenSource();
            var calls = new Func<Exception?>[many];
            for (var i = 0; i < many; i++)
            {
                calls[i] = InThread(() => client.Device.GetAll(cancellationToken: source.Token));
            }
            service.Arrivals!.Wait();
            source.Cancel();
            foreach (var call in calls)
            {
                Check.That(call() is OperationCanceledException);
            }
        }

        internal static void TokenThatDoesNotEnd()
        {
            using var service = new Service(true, Service.Json(Row), Service.Json(Row));
            using var client = service.Client();
            using var source = new CancellationTokenSource();
            for (var i = 0; i < 2; i++)
            {
                using var devices = client.Device.GetAll(cancellationToken: source.Token);
                Check.Equal("1", devices["/0/id"]);
            }
        }

        internal static void CancelOfAParent()
        {
            using var service = Silent(2);
            using var parent = service.Client();
            using var derived = parent.With();
            using var source = new CancellationTokenSource();
            var plain = InThread(() => derived.Device.GetAll());
            var withToken = InThread(() => derived.Device.GetAll(cancellationToken: source.Token));
            service.Arrivals!.Wait();
            parent.Cancel();
            // It was not the token that ended them.
            Check.Equal(BalenaCode.Cancelled, ((BalenaException)plain()!).Code);
            Check.Equal(BalenaCode.Cancelled, ((BalenaException)withToken()!).Code);
            Check.Equal(BalenaCode.Cancelled, Check.Throws<BalenaException>(() => parent.Device.GetAll()).Code);
        }

        internal static void DisposeOfACancelledClient()
        {
            using var service = Silent(1);
            var client = service.Client();
            var call = InThread(() => client.Device.GetAll());
            service.Arrivals!.Wait();
            client.Cancel();
            client.Dispose();
            client.Cancel();
            Check.Equal(BalenaCode.Cancelled, ((BalenaException)call()!).Code);
            Check.Throws<ObjectDisposedException>(() => client.With());
        }

        internal static void DerivedClients()
        {
            using var service = Silent(1);
            var parent = service.Client();
            using var impatient = parent.With("{\"timeout_ms\":100}");
            var thrown = Check.Throws<BalenaException>(() => parent.With("{\"token\":\"other\"}"));
            Check.Equal(BalenaCode.NonAllowedOption, thrown.Code);
            parent.Dispose();
            Check.Equal(BalenaCode.Timeout, Check.Throws<BalenaException>(() => impatient.Device.GetAll()).Code);
            Check.Equal("a-key", impatient.Auth.GetToken());
            impatient.Cancel();
            Check.Equal(BalenaCode.Cancelled, Check.Throws<BalenaException>(() => impatient.Device.GetAll()).Code);
        }

        /// <summary>A server that answers nothing, and tells when so many requests are there.</summary>
        private static Service Silent(int requests) =>
            new Service(false) { Arrivals = new CountdownEvent(requests) };

        /// <summary>Starts a call; what is returned waits for it and gives what it threw.</summary>
        private static Func<Exception?> InThread(Func<object> call)
        {
            Exception? thrown = null;
            var thread = new Thread(() =>
            {
                try
                {
                    call();
                }
                catch (Exception error)
                {
                    thrown = error;
                }
            });
            thread.Start();
            return () =>
            {
                thread.Join();
                return thrown;
            };
        }
    }
}
