using System;
using System.Globalization;

namespace Balena
{
    /// <summary>A call failed, for the reason that <see cref="Code"/> tells.</summary>
    public sealed class BalenaException : Exception
    {
        internal BalenaException(BalenaCode code, Document error) : base(error.GetString("/message"))
        {
            Code = code;
            Document = error.ToString();
            HttpStatus = (int?)Number(error, "/http_status");
            Request = error.Find("/request");
            RetryAfterSeconds = Number(error, "/retry_after_s");
            OutcomeUnknown = error.Find("/outcome_unknown") == "true";
        }

        private BalenaException(BalenaCode code, string message) : base(message)
        {
            Code = code;
            Document = $"{{\"code\":\"{Name(code)}\",\"number\":{(int)code},\"message\":\"{message}\"}}";
        }

        /// <summary>Why the call failed.</summary>
        public BalenaCode Code { get; }

        /// <summary>The code's name in all languages, as "DEVICE_NOT_FOUND".</summary>
        public string CodeName => Name(Code);

        /// <summary>The status that the server answered, or null when it did not answer.</summary>
        public int? HttpStatus { get; }

        /// <summary>The method and address of the request that failed, or null when none was sent.</summary>
        public string? Request { get; }

        /// <summary>In how many seconds the server wants to be asked again, or null when it did not say.</summary>
        public long? RetryAfterSeconds { get; }

        /// <summary>True when a write may have been carried out although the call failed.</summary>
        public bool OutcomeUnknown { get; }

        /// <summary>The error as JSON, with all that is known: <c>code</c>, <c>number</c>, <c>message</c>, and where
        /// there are any <c>http_status</c>, <c>request</c>, <c>retry_after_s</c>, <c>outcome_unknown</c>,
        /// <c>cause</c>. No token, key or password is in it.</summary>
        public string Document { get; }

        /// <summary>An argument that can't be handed to C. <paramref name="name"/> is what C calls it.</summary>
        internal static BalenaException InvalidParameter(string name, string why) =>
            new BalenaException(BalenaCode.InvalidParameter, $"{name} {why}");

        /// <summary>A failure of which C tells the code alone. The message holds nothing that JSON escapes.</summary>
        internal static BalenaException Of(BalenaCode code, string message) => new BalenaException(code, message);

        private static unsafe string Name(BalenaCode code) => Core.Static(Native.balena_code_name((int)code));

        private static long? Number(Document error, string pointer) =>
            error.Find(pointer) is string number ? long.Parse(number, CultureInfo.InvariantCulture) : (long?)null;
    }
}
