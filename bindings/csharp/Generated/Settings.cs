// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

namespace Balena
{
    public sealed partial class Client
    {
        /// <summary>The settings that are kept for later handles.</summary>
        public SettingsSection Settings => new SettingsSection(this);
    }

    /// <summary>The settings that are kept for later handles.</summary>
    public sealed unsafe partial class SettingsSection
    {
        private readonly Client client;

        internal SettingsSection(Client client) => this.client = client;

        /// <summary>The value of a setting that is in force: what the handle was made with, else the environment's,
        /// else the one that is kept, else the default.</summary>
        /// <param name="key">Name, in any case.</param>
        /// <returns>A text.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidOption"/> (there is no such setting),
        /// <see cref="BalenaCode.InvalidParameter"/>, <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public string Get(string key)
        {
            fixed (byte* keyUtf8 = Core.Utf8(key, "key"))
            {
                var returned = Native.balena_settings_get(client.Handle, keyUtf8, out var result);
                return Core.Text(returned, result);
            }
        }

        /// <summary>The values of all settings that are in force, without the token.</summary>
        /// <returns>A JSON object of texts.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public Document GetAll()
        {
            var returned = Native.balena_settings_get_all(client.Handle, out var result);
            return Core.Document(returned, result);
        }

        /// <summary>Whether <see cref="SettingsSection.Get"/> would find a value.</summary>
        /// <param name="key">Name, in any case.</param>
        /// <returns>A boolean.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>,
        /// <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public bool Has(string key)
        {
            fixed (byte* keyUtf8 = Core.Utf8(key, "key"))
            {
                var returned = Native.balena_settings_has(client.Handle, keyUtf8, out var result);
                return Core.Boolean(returned, result);
            }
        }

        /// <summary>Forgets a setting that is kept. What options, the environment or a default say of it is in force
        /// still.</summary>
        /// <param name="key">Name, in any case.</param>
        /// <returns>A boolean; false when it was not kept.</returns>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>,
        /// <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>Makes no request.</remarks>
        public bool Remove(string key)
        {
            fixed (byte* keyUtf8 = Core.Utf8(key, "key"))
            {
                var returned = Native.balena_settings_remove(client.Handle, keyUtf8, out var result);
                return Core.Boolean(returned, result);
            }
        }

        /// <summary>Keeps a setting: an option that handles are made with, or whatever else a program wants to keep.
        /// <see cref="SettingsSection.Get"/> gives it at once, unless options or the environment say otherwise; handles
        /// go by it that are made afterwards.</summary>
        /// <param name="key">Name, kept in lower case; not empty, without = : [ ] and control characters, not beginning
        /// with # or ;.</param>
        /// <param name="value">Text without control characters and without white space at its ends.</param>
        /// <exception cref="BalenaException"><see cref="BalenaCode.InvalidParameter"/>, <see cref="BalenaCode.Limit"/>
        /// (the file would be larger than 1 MiB), <see cref="BalenaCode.IO"/>.</exception>
        /// <remarks>An option is kept as it will be used: a number in digits, an address with its last <c>/</c>.
        /// <c>data_directory</c> can't be kept, nor can an <c>api_version</c> before v7 or a
        /// <c>device_actions_endpoint_version</c> before v2: where the file has one it is the Python SDK's, and not
        /// used. Neither the token nor the key of a supervisor is a setting. Settings are in the file balena.cfg of
        /// <c>data_directory</c>, which the official Python SDK reads and writes too: what others wrote there stays as
        /// it is. The file is replaced in one step, under a lock among the processes that use this library, and is its
        /// owner's alone. One that can't be understood is left alone, and so is a symbolic link or another user's file
        /// in its place: that is IO. Where <c>data_directory</c> is null or on a read-only file system, or where there
        /// is no home, settings live as long as the handle. Makes no request.</remarks>
        public void Set(string key, string value)
        {
            fixed (byte* keyUtf8 = Core.Utf8(key, "key"))
            fixed (byte* valueUtf8 = Core.Utf8(value, "value"))
            {
                var returned = Native.balena_settings_set(client.Handle, keyUtf8, valueUtf8, out var result);
                Core.Nothing(returned, result);
            }
        }
    }
}
