using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Balena.Tests
{
    /// <summary>The end of a client, at any time.</summary>
    internal static class LifetimeTests
    {
        private const int Threads = 8;

        internal static void DisposeTwice()
        {
            var client = Account.LoggedOut();
            client.Dispose();
            client.Dispose();
        }

        /// <summary>Whatever functions there are, also of a section that was taken before.</summary>
        internal static void EveryFunctionAfterDispose()
        {
            var client = Account.LoggedOut();
            var sections = typeof(Client).GetProperties()
                .Where(property => property.PropertyType.Name.EndsWith("Section"))
                .Select(property => property.GetValue(client)!).ToArray();
            client.Dispose();
            var called = 0;
            foreach (var section in sections)
            {
                foreach (var method in section.GetType().GetMethods().Where(m => m.DeclaringType == section.GetType()))
                {
                    var arguments = method.GetParameters().Select(Argument).ToArray();
                    var thrown = Check.Throws<TargetInvocationException>(() => method.Invoke(section, arguments));
                    Check.That(thrown.InnerException is ObjectDisposedException);
                    called++;
                }
            }
            Check.That(called >= 14);
            Check.Throws<ObjectDisposedException>(() => client.Device.GetAll());
        }

        private static object? Argument(ParameterInfo parameter)
        {
            if (parameter.HasDefaultValue)
            {
                return parameter.DefaultValue;
            }
            if (typeof(Delegate).IsAssignableFrom(parameter.ParameterType))
            {
                return null;
            }
            return parameter.ParameterType == typeof(string) ? "1" : Convert.ChangeType(1, parameter.ParameterType);
        }

        /// <summary>Calls that run when their client is disposed come back with their results.</summary>
        internal static void DisposeWhileCallsWait()
        {
            var answers = Enumerable.Repeat(Service.Json("{\"d\":[{\"id\":1}]}"), Threads).ToArray();
            using var service = new Service(false, answers) { Arrivals = new CountdownEvent(Threads) };
            var client = service.Client();
            var results = new ConcurrentBag<string>();
            var threads = Start(() =>
            {
                using var devices = client.Device.GetAll();
                results.Add(devices["/0/id"]);
            });
            service.Arrivals.Wait();
            client.Dispose();
            Check.Throws<ObjectDisposedException>(() => client.Device.GetAll());
            service.AnswerNow();
            Join(threads);
            Check.Equal(Threads, results.Count(result => result == "1"));
        }

        /// <summary>Threads that go on calling a client that is disposed see results, and then that it is.</summary>
        internal static void DisposeWhileThreadsCall()
        {
            using var first = Account.LoggedIn();
            for (var round = 0; round < 10; round++)
            {
                var client = Account.LoggedOut();
                client.Auth.LoginWithToken(first.Auth.GetToken());
                using var calling = new CountdownEvent(Threads);
                var ends = new ConcurrentBag<Exception>();
                var threads = Start(() =>
                {
                    try
                    {
                        for (var calls = 0; ; calls++)
                        {
                            client.Device.GenerateUuid();
                            client.Device.GetAll("{\"$top\":1}").Dispose();
                            if (calls == 0)
                            {
                                calling.Signal();
                            }
                        }
                    }
                    catch (Exception end)
                    {
                        ends.Add(end);
                        if (!(end is ObjectDisposedException))
                        {
                            calling.Signal();
                        }
                    }
                });
                calling.Wait();
                client.Dispose();
                Join(threads);
                Check.Equal("", string.Join("; ", ends.Where(end => !(end is ObjectDisposedException))));
                Check.Equal(Threads, ends.Count);
            }
        }

        internal static void LeftToTheCollector()
        {
            for (var round = 0; round < 20; round++)
            {
                Forget();
            }
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        /// <summary>A section outlives the client that it came from.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Forget()
        {
            var device = Account.LoggedOut().Device;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Check.Equal(32, device.GenerateUuid().Length);
        }

        private static Thread[] Start(Action work)
        {
            var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => work())).ToArray();
            Array.ForEach(threads, thread => thread.Start());
            return threads;
        }

        private static void Join(Thread[] threads) => Array.ForEach(threads, thread => thread.Join());
    }
}
