using System.Linq;

namespace Balena.Tests
{
    /// <summary>What an exception tells of a failure.</summary>
    internal static class ErrorTests
    {
        internal static void Unreachable()
        {
            // Nothing listens on the port of a service that has ended.
            var service = new Service(true);
            using var client = service.Client();
            service.Dispose();
            var error = Check.Fails(BalenaCode.Network, () => client.Device.GetAll());
            Check.Equal<int?>(null, error.HttpStatus);
            Check.Equal("NETWORK", error.CodeName);
            Check.That(error.Request!.StartsWith("GET http://127.0.0.1:"));
            Check.That(!error.OutcomeUnknown);
            error = Check.Fails(BalenaCode.InvalidParameter, () => client.Device.GetAll("\0"));
            Check.That(error.CodeName == "INVALID_PARAMETER" && error.Request is null);
            Check.Fails(BalenaCode.Network, () => client.Auth.IsLoggedIn());
            Check.Fails(BalenaCode.Network, () => client.Auth.WhoAmI());
            Check.Fails(BalenaCode.Network, () => client.Auth.Login("admin", "secret"));
        }

        internal static void TooManyRequests()
        {
            var answer = Service.Answer("429 Too Many Requests", "Retry-After: 3600\r\n", "\"Slow down\"");
            using var service = new Service(true, Enumerable.Repeat(answer, 8).ToArray());
            using var client = service.Client();
            var error = Check.Fails(BalenaCode.TooManyRequests, () => client.Device.GetAll());
            Check.Equal<int?>(429, error.HttpStatus);
            Check.Equal<long?>(3600, error.RetryAfterSeconds);
            Check.That(error.Document.Contains("\"http_status\":429"));
        }

        internal static void OutcomeUnknown()
        {
            using var service = new Service(true, Service.Json("{\"d\":[{\"id\":1}]}"), null);
            using var client = service.Client();
            var error = Check.Fails(BalenaCode.Network, () => client.Device.Remove("1"));
            Check.That(error.OutcomeUnknown);
        }

        internal static void OutOfTime()
        {
            using var service = new Service(false);
            using var client = service.Client();
            Check.Fails(BalenaCode.Timeout, () => client.Device.GetAll("{\"timeout_ms\":50}"));
            service.AnswerNow();
        }
    }
}
