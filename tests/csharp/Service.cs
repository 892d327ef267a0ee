using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Balena.Tests
{
    /// <summary>An HTTP server for what a well-behaved one does not do: it gives one answer after another, each to the
    /// next request, and cuts the connection instead of answering null.</summary>
    internal sealed class Service : IDisposable
    {
        /// <summary>An answer that does not come.</summary>
        internal const string Silence = "";

        private readonly TcpListener listener = new TcpListener(IPAddress.Loopback, 0);
        private readonly ConcurrentQueue<string?> answers;
        private readonly ManualResetEventSlim mayAnswer;

        internal Service(bool answersAtOnce, params string?[] answers)
        {
            this.answers = new ConcurrentQueue<string?>(answers);
            mayAnswer = new ManualResetEventSlim(answersAtOnce);
            listener.Start();
            InThread(Accept);
        }

        /// <summary>Counts down with each request that has arrived.</summary>
        internal CountdownEvent? Arrivals { get; set; }

        internal void AnswerNow() => mayAnswer.Set();

        internal Client Client() => new Client(
            $"{{\"api_endpoint\":\"http://{listener.LocalEndpoint}\",\"data_directory\":null,\"token\":\"a-key\"}}");

        internal static string Json(string body) => Answer("200 OK", "", body);

        internal static string Answer(string status, string header, string body)
        {
            var length = Encoding.UTF8.GetByteCount(body).ToString(CultureInfo.InvariantCulture);
            return $"HTTP/1.1 {status}\r\n{header}Content-Length: {length}\r\n\r\n{body}";
        }

        public void Dispose() => listener.Stop();

        private static void InThread(Action work) => new Thread(() => work()) { IsBackground = true }.Start();

        private void Accept()
        {
            try
            {
                while (true)
                {
                    var connection = listener.AcceptTcpClient();
                    InThread(() => Serve(connection));
                }
            }
            catch (Exception stopped) when (stopped is SocketException || stopped is InvalidOperationException)
            {
            }
        }

        private void Serve(TcpClient connection)
        {
            using (connection)
            {
                var stream = connection.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII);
                while (HasRequest(reader))
                {
                    Arrivals?.Signal();
                    mayAnswer.Wait();
                    if (!answers.TryDequeue(out var answer) || answer == null)
                    {
                        return;
                    }
                    stream.Write(Encoding.UTF8.GetBytes(answer));
                }
            }
        }

        /// <summary>Reads the head of a request; those of these tests have no body.</summary>
        private static bool HasRequest(StreamReader reader)
        {
            try
            {
                var any = false;
                for (var line = reader.ReadLine(); line != null; line = reader.ReadLine())
                {
                    if (line.Length == 0)
                    {
                        return any;
                    }
                    any = true;
                }
            }
            catch (IOException)
            {
                // The client has gone.
            }
            return false;
        }
    }
}
