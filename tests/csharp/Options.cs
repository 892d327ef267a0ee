using System.Collections.Generic;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>Options that several tests ask with.</summary>
    internal static class Options
    {
        /// <summary>Those rows whose field has this text.</summary>
        internal static string Where(string field, string text) => JsonSerializer.Serialize(
            new Dictionary<string, string> { ["$filter"] = $"{field} eq @text", ["@text"] = text });
    }
}
