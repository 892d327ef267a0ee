using System;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>Documents, in whatever form a server sends them.</summary>
    internal static class DocumentTests
    {
        private const string Rows = "[{\"device_name\":\"Söhne 🐳 \\u0041\\n\",\"id\":12345678901234567890,"
            + "\"big\":1e400,\"tags\":[1,[2],{}],\"a/b\":{\"~\":null},\"on\":true}]";

        internal static void Values()
        {
            using var document = Sent(Rows);
            Check.Equal(Rows, document.ToString());
            Check.That(document.Utf8.SequenceEqual(Encoding.UTF8.GetBytes(Rows)));
            Check.Equal("Söhne 🐳 A\n", document["/0/device_name"]);
            Check.Equal("12345678901234567890", document["/0/id"]);
            Check.Equal("1e400", document.GetString("/0/big"));
            Check.Equal("null", document["/0/a~1b/~0"]);
            Check.Equal("true", document["/0/on"]);
            Check.Equal(Rows, document[""]);
            Check.Equal("true", document.Find("/0/on"));
            Check.Equal("null", document.Find("/0/a~1b/~0"));
            Check.That(document.Find("/0/none") is null && document.Find("/1") is null);
            Check.Equal(1, document.Length());
            Check.Equal(6, document.Length("/0"));
            Check.Equal(3, document.Length("/0/tags"));
            using var row = document.At("/0");
            Check.Equal("[2]", row["/tags/1"]);

            Check.Fails(BalenaCode.NotFound, () => document.GetString("/1"));
            Check.Fails(BalenaCode.NotFound, () => document.Length("/0/none"));
            Check.Fails(BalenaCode.InvalidParameter, () => document.Length("/0/id"));
            Check.Fails(BalenaCode.InvalidParameter, () => document.GetString("0"));
            Check.Fails(BalenaCode.InvalidParameter, () => document.Find("0"));
            Check.Fails(BalenaCode.InvalidParameter, () => document.At("/\0"));
            Check.Fails(BalenaCode.InvalidParameter, () => document.GetString(null!));
        }

        internal static void LargeOnes()
        {
            const int count = 50_000;
            var name = new string('ü', 400);
            var ids = Enumerable.Range(1, count);
            var rows = string.Join(",", ids.Select(id => $"{{\"id\":{id},\"name\":\"{name}\"}}"));
            using var document = Sent($"[{rows}]");
            Check.Equal(count, document.Length());
            Check.Equal(rows.Length + 2, document.ToString().Length);
            Check.Equal(name, document[$"/{count - 1}/name"]);
            var reader = new Utf8JsonReader(document.Utf8);
            var objects = 0;
            while (reader.Read())
            {
                objects += reader.TokenType == JsonTokenType.StartObject ? 1 : 0;
            }
            Check.Equal(count, objects);
        }

        internal static void AfterDispose()
        {
            var document = Sent(Rows);
            var row = document.At("/0");
            document.Dispose();
            document.Dispose();
            Check.Equal("true", row["/on"]);
            row.Dispose();
            Check.Throws<ObjectDisposedException>(() => document.ToString());
            Check.Throws<ObjectDisposedException>(() => document.Length());
            Check.Throws<ObjectDisposedException>(() => document.GetString(""));
            Check.Throws<ObjectDisposedException>(() => document.Find(""));
            Check.Throws<ObjectDisposedException>(() => document.At(""));
            Check.Throws<ObjectDisposedException>(() => document.Utf8.ToArray());
        }

        internal static void LeftToTheCollector()
        {
            using var document = Sent(Rows);
            for (var round = 0; round < 1000; round++)
            {
                document.At("/0");
            }
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Check.Equal(Rows, document.ToString());
        }

        private static Document Sent(string rows)
        {
            using var service = new Service(true, Service.Json($"{{\"d\":{rows}}}"));
            using var client = service.Client();
            return client.Device.GetAll();
        }
    }
}
