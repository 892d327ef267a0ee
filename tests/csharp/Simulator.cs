using System;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>The simulator's own routes, where the server of the environment is the simulator.</summary>
    internal static class Simulator
    {
        /// <summary>What the server sends where two rows are meant by one reference.</summary>
        internal const string Two = "{\"d\":[{\"id\":1},{\"id\":2}]}";

        private static readonly HttpClient Http = new HttpClient(new HttpClientHandler { UseProxy = false });

        private static readonly Lazy<bool> IsThere = new Lazy<bool>(
            () => Account.Endpoint.StartsWith("http://127.0.0.1:") && Sent(HttpMethod.Get, "/_faults") == 200);

        /// <summary>Skips the test where the server is not the simulator.</summary>
        /// <param name="what">That which the simulator alone has.</param>
        internal static void IsNeededFor(string what)
        {
            if (!IsThere.Value)
            {
                throw new Skipped($"it needs {what}, which the simulator alone has");
            }
        }

        /// <summary>Makes the next request with this method whose path begins so have an answer. Skips the test where
        /// the server is not the simulator.</summary>
        internal static void Answers(string method, string path, int status, string body)
        {
            Orders(new { match = new { method, path }, fault = new { kind = "status", status, body } });
        }

        /// <summary>Orders a fault. Skips the test where the server is not the simulator.</summary>
        internal static void Orders(object order)
        {
            IsNeededFor("faults to order");
            Check.Equal(200, Sent(HttpMethod.Post, "/_faults", JsonSerializer.Serialize(new[] { order })));
        }

        /// <summary>Makes a device write lines, PREFIX and a number each. Skips the test where the server is not the
        /// simulator.</summary>
        internal static void Writes(string uuid, int lines, string prefix, int from = 0)
        {
            IsNeededFor("devices that write logs");
            Check.Equal(
                200, Sent(HttpMethod.Post, "/_logs", JsonSerializer.Serialize(new { uuid, lines, prefix, from })));
        }

        /// <summary>Sets what images are like: <c>changed</c>, <c>size</c>, <c>ranges</c>.</summary>
        internal static void Images(object order) =>
            Check.Equal(200, Sent(HttpMethod.Post, "/_images", JsonSerializer.Serialize(order)));

        /// <summary>What the image of a version is like now.</summary>
        internal static JsonDocument Image(string deviceType, string version) => JsonDocument.Parse(Exchanged(
            HttpMethod.Get,
            $"/_images?deviceType={deviceType}&version={Uri.EscapeDataString(version)}").Body);

        /// <summary>Makes a call with an id that a double can't hold, and looks whether it is asked for as it is. Skips
        /// the test where the server is not the simulator.</summary>
        internal static void SeesWhole(
            Action<long> call, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        {
            var requests = Requests(() => call(Check.PastDoubles));
            Check.That(requests.Last().Path.EndsWith($"({Check.PastDoubles})"), file, line);
        }

        /// <summary>What a call asks of the server. Skips the test where that is not the simulator.</summary>
        internal static (string Method, string Path, string Body)[] Requests(Action call)
        {
            IsNeededFor("a journal of requests");
            Check.Equal(200, Sent(HttpMethod.Delete, "/_journal"));
            call();
            using var journal = JsonDocument.Parse(Exchanged(HttpMethod.Get, "/_journal").Body);
            return journal.RootElement.EnumerateArray().Select(
                one => (Text(one, "method"), Text(one, "path"), Text(one, "body"))).ToArray();
        }

        private static string Text(JsonElement request, string name) => request.GetProperty(name).ToString();

        /// <summary>Sends a request past the library, and gives the status of its answer.</summary>
        internal static int Sent(HttpMethod method, string path, string body = "") =>
            Exchanged(method, path, body).Status;

        private static (int Status, string Body) Exchanged(HttpMethod method, string path, string body = "")
        {
            using var request = new HttpRequestMessage(method, new Uri(new Uri(Account.Endpoint), path));
            if (body.Length > 0)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            }
            using var answer = Http.SendAsync(request).GetAwaiter().GetResult();
            return ((int)answer.StatusCode, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
        }
    }

    /// <summary>Why a test can't be had on this server.</summary>
    internal sealed class Skipped : Exception
    {
        internal Skipped(string why) : base(why)
        {
        }
    }
}
