using System;
using System.Collections.Generic;

namespace Balena.Tests
{
    /// <summary>Runs all tests, prints those that fail, and ends with a line that sums up.</summary>
    internal static class Program
    {
        private static int Main()
        {
            if (!Account.IsGiven)
            {
                Console.WriteLine("BALENA_TEST_API_ENDPOINT, BALENA_TEST_USERNAME and BALENA_TEST_PASSWORD are not set; "
                    + "run this by: balena-simulator -- dotnet Tests.dll");
                Console.WriteLine("0 passed, 1 failed");
                return 1;
            }
            int passed = 0, failed = 0;
            foreach (var test in Tests())
            {
                var name = $"{test.Method.DeclaringType!.Name}.{test.Method.Name}";
                try
                {
                    test();
                    passed++;
                }
                catch (Exception error)
                {
                    failed++;
                    Console.WriteLine($"{name} failed: {error}");
                }
            }
            Console.WriteLine($"{passed} passed, {failed} failed");
            return failed == 0 ? 0 : 1;
        }

        private static IEnumerable<Action> Tests()
        {
            yield return LibraryTests.Version;
            yield return LibraryTests.OptionsOfANewClient;
            yield return LibraryTests.NullIsRefusedByName;
            yield return LibraryTests.WhatCWouldReadOtherwiseIsRefused;

            yield return DocumentTests.Values;
            yield return DocumentTests.LargeOnes;
            yield return DocumentTests.AfterDispose;
            yield return DocumentTests.LeftToTheCollector;

            yield return ErrorTests.Unreachable;
            yield return ErrorTests.TooManyRequests;
            yield return ErrorTests.OutcomeUnknown;
            yield return ErrorTests.OutOfTime;

            yield return LifetimeTests.DisposeTwice;
            yield return LifetimeTests.EveryFunctionAfterDispose;
            yield return LifetimeTests.DisposeWhileCallsWait;
            yield return LifetimeTests.DisposeWhileThreadsCall;
            yield return LifetimeTests.LeftToTheCollector;

            yield return CancellationTests.TokenThatEndsWhileTheServerIsSilent;
            yield return CancellationTests.TokenThatEndedBefore;
            yield return CancellationTests.TokenThatEndsAfterATime;
            yield return CancellationTests.TokenThatEndsManyCalls;
            yield return CancellationTests.TokenThatDoesNotEnd;
            yield return CancellationTests.CancelOfAParent;
            yield return CancellationTests.DisposeOfACancelledClient;
            yield return CancellationTests.DerivedClients;

            yield return AuthTests.LoggedOut;
            yield return AuthTests.LogIn;
            yield return AuthTests.TokenOfAnother;
            yield return AuthTests.KeptInAFolder;
            yield return ApplicationTests.CreateListRemove;
            yield return ApplicationTests.Errors;
            yield return DeviceTests.RegisterGetRemove;
            yield return DeviceTests.Rename;
            yield return DeviceTests.Errors;
        }
    }
}
