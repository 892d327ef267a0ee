// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

namespace Balena
{
    /// <summary>Says why a call failed. The numbers never change their meaning.</summary>
    /// <remarks>Any call may give <see cref="BalenaCode.InvalidParameter"/>, <see cref="BalenaCode.Forked"/> or
    /// <see cref="BalenaCode.Panic"/>; with options <see cref="BalenaCode.NonAllowedOption"/> or
    /// <see cref="BalenaCode.InvalidOption"/>; with a request <see cref="BalenaCode.Unauthorized"/>,
    /// <see cref="BalenaCode.RequestError"/>, <see cref="BalenaCode.Conflict"/>,
    /// <see cref="BalenaCode.TooManyRequests"/>, <see cref="BalenaCode.Network"/>, <see cref="BalenaCode.Dns"/>,
    /// <see cref="BalenaCode.Tls"/>, <see cref="BalenaCode.Timeout"/>, <see cref="BalenaCode.Cancelled"/>,
    /// <see cref="BalenaCode.Decode"/>, <see cref="BalenaCode.Limit"/>, <see cref="BalenaCode.MalformedToken"/>,
    /// <see cref="BalenaCode.ExpiredToken"/> or <see cref="BalenaCode.IO"/> (the token file).</remarks>
    public enum BalenaCode
    {
        /// <summary>The call worked.</summary>
        Ok = 0,

        /// <summary>An argument is null, not UTF-8, or not of the form that its documentation asks for. Nothing was
        /// sent.</summary>
        InvalidParameter = 100,

        /// <summary>An option that this call needs is missing. Nothing was sent.</summary>
        MissingOption = 101,

        /// <summary>An option has a value that can't be used, or the thing asked for does not exist here. Nothing was
        /// sent.</summary>
        InvalidOption = 102,

        /// <summary>The options hold a key that this function does not know. Nothing was sent.</summary>
        NonAllowedOption = 103,

        /// <summary>The call needs a login, and there is no token or API key.</summary>
        NotLoggedIn = 200,

        /// <summary>There is no token or API key, or the server does not accept the one in use.</summary>
        Unauthorized = 201,

        /// <summary>The user name, the password or the two-factor code is wrong.</summary>
        LoginFailed = 202,

        /// <summary>The text is neither a session token nor an API key.</summary>
        MalformedToken = 203,

        /// <summary>The session token is past its date.</summary>
        ExpiredToken = 204,

        /// <summary>What the call names does not exist, or is not visible to this user.</summary>
        NotFound = 300,

        /// <summary>The application does not exist, or is not visible to this user.</summary>
        ApplicationNotFound = 301,

        /// <summary>The device does not exist, or is not visible to this user.</summary>
        DeviceNotFound = 302,

        /// <summary>The release does not exist, or is not visible to this user.</summary>
        ReleaseNotFound = 303,

        /// <summary>The image does not exist, or is not visible to this user.</summary>
        ImageNotFound = 304,

        /// <summary>The service does not exist, or is not visible to this user.</summary>
        ServiceNotFound = 305,

        /// <summary>The public key does not exist, or is not visible to this user.</summary>
        KeyNotFound = 306,

        /// <summary>The organization does not exist, or is not visible to this user.</summary>
        OrganizationNotFound = 307,

        /// <summary>There is no image of this version of the operating system for the device type.</summary>
        OsImageNotFound = 308,

        /// <summary>More than one application answers to this name: use the slug or the id.</summary>
        AmbiguousApplication = 320,

        /// <summary>More than one device answers to this reference.</summary>
        AmbiguousDevice = 321,

        /// <summary>More than one release answers to this reference.</summary>
        AmbiguousRelease = 322,

        /// <summary>The server knows no such device type.</summary>
        InvalidDeviceType = 400,

        /// <summary>The server knows no such application type.</summary>
        InvalidApplicationType = 401,

        /// <summary>The device can't run what this application is built for.</summary>
        IncompatibleApplication = 402,

        /// <summary>The device is not connected.</summary>
        DeviceOffline = 403,

        /// <summary>The device's public URL is not enabled.</summary>
        DeviceNotWebAccessible = 404,

        /// <summary>The supervisor on the device is too old for this call.</summary>
        UnsupportedFunction = 405,

        /// <summary>The credential in use does not allow this call: it needs a session token.</summary>
        UnsupportedFeature = 406,

        /// <summary>The update of the operating system can't be started, or failed.</summary>
        OsUpdateError = 407,

        /// <summary>The supervisor holds an update lock.</summary>
        SupervisorLocked = 408,

        /// <summary>The server refused the request; <see cref="BalenaException.HttpStatus"/> and the message say
        /// how.</summary>
        RequestError = 500,

        /// <summary>What the call would create exists already.</summary>
        Conflict = 501,

        /// <summary>The server wants fewer requests; <see cref="BalenaException.RetryAfterSeconds"/> says when to come
        /// back.</summary>
        TooManyRequests = 502,

        /// <summary>This server does not offer what the call needs.</summary>
        UnsupportedByServer = 503,

        /// <summary>The server could not be reached, or the connection broke.</summary>
        Network = 600,

        /// <summary>The server's name could not be looked up.</summary>
        Dns = 601,

        /// <summary>The server's certificate was not accepted, or there was no agreement on how to encrypt.</summary>
        Tls = 602,

        /// <summary>The deadline passed.</summary>
        Timeout = 603,

        /// <summary>The call was cancelled.</summary>
        Cancelled = 604,

        /// <summary>The answer is not what the server should send.</summary>
        Decode = 605,

        /// <summary>The answer is larger than the limit, or than the memory that there is.</summary>
        Limit = 606,

        /// <summary>A file could not be read or written.</summary>
        IO = 700,

        /// <summary>A defect of the library was caught at its boundary. The handle stays usable.</summary>
        Panic = 900,

        /// <summary>The handle was made before a fork: make a new one in the child.</summary>
        Forked = 901,
    }
}
