using System;
using System.IO;

namespace Balena.Tests
{
    /// <summary>A data directory that Dispose removes.</summary>
    internal sealed class Folder : IDisposable
    {
        internal Folder() => Directory.CreateDirectory(Place);

        internal string Place { get; } =
            Path.Combine(Path.GetTempPath(), "balena-test-" + Guid.NewGuid().ToString("N"));

        /// <summary>The path of what has this name in it.</summary>
        internal string Within(string name) => Path.Combine(Place, name);

        /// <summary>A client that keeps its login and settings in it.</summary>
        internal Client Client(string endpoint) =>
            new Client($"{{\"api_endpoint\":\"{endpoint}\",\"data_directory\":\"{Place}\"}}");

        public void Dispose() => Directory.Delete(Place, recursive: true);
    }
}
