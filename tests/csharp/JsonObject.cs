using System.Collections.Generic;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>A JSON object by its members; where a text is wanted, its JSON.</summary>
    internal sealed class JsonObject : Dictionary<string, object>
    {
        internal JsonObject(params (string Name, object Value)[] members)
        {
            foreach (var (name, value) in members)
            {
                Add(name, value);
            }
        }

        public static implicit operator string(JsonObject members) => JsonSerializer.Serialize(members);
    }
}
