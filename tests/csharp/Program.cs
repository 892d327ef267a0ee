using System;
using System.Collections.Generic;
using System.Linq;

namespace Balena.Tests
{
    /// <summary>Runs all tests, prints those that fail or can't be had on this server, and ends with a line that sums
    /// up.</summary>
    internal static class Program
    {
        private static int passed;
        private static int failed;
        private static int skipped;

        private static int Main(string[] arguments)
        {
            if (arguments.FirstOrDefault() == RowsTests.WalkArgument)
            {
                RowsTests.Walk(int.Parse(arguments[1]));
                return 0;
            }
            if (!Account.IsGiven)
            {
                Console.WriteLine("BALENA_TEST_API_ENDPOINT, BALENA_TEST_USERNAME and BALENA_TEST_PASSWORD are not "
                    + "set: tests/csharp.sh runs this with a simulator.");
                Console.WriteLine("0 passed, 1 failed");
                return 1;
            }
            foreach (var test in Tests())
            {
                Run(test, error => error is Skipped);
            }
            foreach (var test in TestsOfWhatNotEveryServerOffers())
            {
                Run(test, error => error is Skipped
                    || (error as BalenaException)?.Code == BalenaCode.UnsupportedByServer);
            }
            Console.WriteLine($"{passed} passed, {failed} failed" + (skipped > 0 ? $", {skipped} skipped" : ""));
            return failed == 0 ? 0 : 1;
        }

        private static void Run(Action test, Predicate<Exception> isSkipped)
        {
            var name = $"{test.Method.DeclaringType!.Name}.{test.Method.Name}";
            try
            {
                test();
                passed++;
            }
            catch (Exception error) when (isSkipped(error))
            {
                skipped++;
                Console.WriteLine($"{name} skipped: {error.Message}");
            }
            catch (Exception error)
            {
                failed++;
                Console.WriteLine($"{name} failed: {error}");
            }
        }

        private static IEnumerable<Action> Tests()
        {
            yield return LibraryTests.Version;
            yield return LibraryTests.OptionsOfANewClient;
            yield return LibraryTests.NullIsRefusedByName;
            yield return LibraryTests.WhatCWouldReadOtherwiseIsRefused;
            yield return LibraryTests.WhatCrossesToCIsTheSameThere;

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

            yield return AuthTests.Nobody;
            yield return AuthTests.LogIn;
            yield return AuthTests.NameAddressAndId;
            yield return AuthTests.KeyOfADevice;
            yield return AuthTests.TokenOfAPassword;
            yield return AuthTests.TokenOfAnother;
            yield return AuthTests.TextsThatAreNoTokens;
            yield return AuthTests.TooManyLogins;
            yield return AuthTests.RegisterIsRefused;
            yield return AuthTests.KeptInAFolder;
            yield return AuthTests.TokenFileThatCanNotBeUsed;

            yield return SettingsTests.KeptForLaterClients;
            yield return SettingsTests.WhatOneLineCanNotHold;
            yield return SettingsTests.FileThatCanNotBeUnderstood;

            yield return ApplicationTests.CreateListRemove;
            yield return ApplicationTests.CreateIsRefused;
            yield return ApplicationTests.CreateInOneOfSeveralOrganizations;
            yield return ApplicationTests.FoundByWhateverNamesIt;
            yield return ApplicationTests.HasNone;
            yield return ApplicationTests.NotFound;
            yield return ApplicationTests.NameOfTwo;
            yield return ApplicationTests.WithoutReleases;
            yield return ApplicationTests.SetToRelease;
            yield return ApplicationTests.GenerateProvisioningKey;
            yield return ApplicationTests.GetConfig;
            yield return ApplicationTests.GrantSupportAccessInThePast;
            yield return ApplicationTests.RestartUnderAnUpdateLock;
            yield return ApplicationTests.UnsupportedByTheServer;
            yield return ApplicationTests.WithoutALogin;
            yield return ApplicationTests.GetAllIsRefused;

            yield return DeviceTests.RegisterGetRemove;
            yield return DeviceTests.RegisterIsRefused;
            yield return DeviceTests.Rename;
            yield return DeviceTests.Note;
            yield return DeviceTests.NotFound;
            yield return DeviceTests.ReferenceToTwo;
            yield return DeviceTests.WhatItIsAndDoes;
            yield return DeviceTests.Online;
            yield return DeviceTests.InNoApplication;
            yield return DeviceTests.ListedByApplicationAndByName;
            yield return DeviceTests.Move;
            yield return DeviceTests.GetDashboardUrl;
            yield return DeviceTests.DeviceTypes;
            yield return DeviceTests.GenerateUuid;
            yield return DeviceTests.WithoutALogin;

            yield return DeviceStateTests.WithoutAPublicUrl;
            yield return DeviceStateTests.LockOverride;
            yield return DeviceStateTests.GenerateDeviceKey;
            yield return DeviceStateTests.DeviceKeyWithAName;
            yield return DeviceStateTests.Manifests;
            yield return DeviceStateTests.ManifestsThatAreNoneOrOfTwo;
            yield return DeviceStateTests.SupervisorTargetState;
            yield return DeviceStateTests.ServiceDetails;
            yield return DeviceStateTests.PinnedToARelease;
            yield return DeviceStateTests.CustomLocationThatIsNone;
            yield return DeviceStateTests.SupportAccessInThePast;
            yield return DeviceStateTests.UnsupportedByTheServer;
            yield return DeviceStateTests.NotFound;
            yield return DeviceStateTests.RefusedBeforeAnythingIsSent;
            yield return DeviceStateTests.WithoutALogin;

            yield return DeviceSetsTests.WrittenTogether;
            yield return DeviceSetsTests.WithOneThatIsMissing;
            yield return DeviceSetsTests.RefusedBeforeAnythingIsSent;

            yield return RowsTests.EveryRowComesOnceAndInOrder;
            yield return RowsTests.EverySectionThatHasManyRows;
            yield return RowsTests.APageIsAskedForWhenItsFirstRowIsWanted;
            yield return RowsTests.TheFunctionStopsAndAnotherWalkGoesOnBehind;
            yield return RowsTests.TheCallersOptionsHoldForEachPage;
            yield return RowsTests.RefusedBeforeAnythingIsSent;
            yield return RowsTests.ErrorsOfTheService;
            yield return RowsTests.WhatTheFunctionThrowsComesOutOfTheCall;
            yield return RowsTests.TheFunctionMayCallTheLibrary;
            yield return RowsTests.TokenThatEndsWithinTheFunctionOrTheLoop;
            yield return RowsTests.TokenThatEndsWhileTheServerIsSilent;
            yield return RowsTests.ClientThatEndsMeanwhile;
            yield return RowsTests.RowsThatComeAndGoBetweenPagesMoveNoOthers;
            yield return RowsTests.TwentyThousandDevicesInSixteenMegabytes;

            yield return DeviceOsTests.GetDeviceOsSemverWithVariant;
            yield return DeviceOsTests.GetConfig;
            yield return DeviceOsTests.GetSupportedVersions;
            yield return DeviceOsTests.RecommendedVersion;

            yield return DownloadTests.AnImageComesToAFileToAFunctionOrToBoth;
            yield return DownloadTests.WhatBreaksGoesOnWhereItBroke;
            yield return DownloadTests.WhereTheRestCanNotBeHadItBeginsAnew;
            yield return DownloadTests.OfAnApplicationWithWhatItIsToConnectTo;
            yield return DownloadTests.PackedAsItIsWanted;
            yield return DownloadTests.EachErrorHasItsCode;
            yield return DownloadTests.FalseFromTheFunctionEndsItAndLeavesNoFile;
            yield return DownloadTests.WhatTheFunctionThrowsComesOutOfTheCallAndLeavesNoFile;
            yield return DownloadTests.TokenThatEndsLeavesNoFile;
            yield return DownloadTests.ClientThatIsCancelledLeavesNoFile;
            yield return DownloadTests.TheFunctionMayCallTheLibrary;

            yield return DeviceOsUpdateTests.ParseParams;
            yield return DeviceOsUpdateTests.DevicesThatAreNotFit;
            yield return DeviceOsUpdateTests.StartedAndFollowed;
            yield return DeviceOsUpdateTests.SeveralThatTheServerWaitsFor;

            yield return SupervisorTests.ThroughTheService;
            yield return SupervisorTests.UnderALock;
            yield return SupervisorTests.TooOld;
            yield return SupervisorTests.OfADeviceThatCanNotBeAsked;
            yield return SupervisorTests.OnItsDevice;

            yield return LogsTests.History;
            yield return LogsTests.Refused;
            yield return LogsTests.LinesAsTheyAreWritten;
            yield return LogsTests.CutConnection;
            yield return LogsTests.EndByTheFunction;
            yield return LogsTests.ExceptionInTheFunction;
            yield return LogsTests.UnsubscribeFromOutside;
            yield return LogsTests.UnsubscribeFromWithin;
            yield return LogsTests.DisposeFromOutsideAndFromWithin;
            yield return LogsTests.CancelOfTheClient;
            yield return LogsTests.ErrorThatEndsIt;
            yield return LogsTests.CollectionWhileTheFunctionWorks;
            yield return LogsTests.LeftToTheCollector;
            yield return LogsTests.Followed;
            yield return LogsTests.FollowedUntilATokenEnds;
            yield return LogsTests.FollowedUntilTheClientEnds;
            yield return LogsTests.FollowedNoFurther;
            yield return LogsTests.FollowedSlowly;
            yield return LogsTests.TwentyThousandLinesInOrder;

            yield return VariablesTests.OfApplicationsForTheSystem;
            yield return VariablesTests.OfDevicesForTheSystem;
            yield return VariablesTests.OfApplications;
            yield return VariablesTests.OfDevices;
            yield return VariablesTests.OfServices;
            yield return VariablesTests.OfServicesOnDevices;
            yield return VariablesTests.OfServicesThatAreNotThere;
            yield return VariablesTests.IdsStayWhole;
            yield return VariablesTests.IsSystemVariable;
            yield return VariablesTests.WithoutALogin;

            yield return TagsTests.OfDevices;
            yield return TagsTests.OfApplications;
            yield return TagsTests.OfReleases;
            yield return TagsTests.OfReleasesThatAreNotThere;
            yield return TagsTests.WithoutALogin;

            yield return ReleasesTests.OfAnApplication;
            yield return ReleasesTests.NotFound;
            yield return ReleasesTests.WithImagesAndServices;
            yield return ReleasesTests.RowsStayAsTheyAre;
            yield return ReleasesTests.IdsStayWhole;
            yield return ReleasesTests.WithoutALogin;

            yield return PineTests.Rows;
            yield return PineTests.OneRow;
            yield return PineTests.Count;
            yield return PineTests.Post;
            yield return PineTests.Patch;
            yield return PineTests.Delete;
            yield return PineTests.Upsert;
            yield return PineTests.UpsertUnderAnotherConflict;
            yield return PineTests.AnyTextIsComparedAsItIs;
            yield return PineTests.NoSuchResource;
            yield return PineTests.WithoutALogin;
            yield return PineTests.WritesThatNameNoRows;
            yield return PineTests.RefusedBeforeAnythingIsSent;
            yield return PineTests.NumbersStayWhole;
            yield return PineTests.ConditionsOfOtherSections;

            yield return AccountTests.ApiKeys;
            yield return AccountTests.ApiKeysWithoutADescriptionOrAnEnd;
            yield return AccountTests.ApiKeysAreRefused;
            yield return AccountTests.PublicKeys;
            yield return AccountTests.PublicKeysAreRefused;
            yield return AccountTests.IdsStayWhole;
            yield return AccountTests.DeviceTypes;
            yield return AccountTests.DeviceTypesThatAreNone;
            yield return AccountTests.SecondFactorThatCanNotBeKept;
            yield return AccountTests.SecondFactorIsRefused;
            yield return AccountTests.SecondFactorOfNobodyAndOfAKey;
            yield return AccountTests.UnsupportedByTheServer;
            yield return AccountTests.GenerateCode;
        }

        private static IEnumerable<Action> TestsOfWhatNotEveryServerOffers()
        {
            yield return AuthTests.Register;
            yield return ApplicationTests.EnableAndDisableDeviceUrls;
            yield return ApplicationTests.GrantAndRevokeSupportAccess;
            yield return ApplicationTests.Restart;
            yield return DeviceSetsTests.PublicUrls;
            yield return DeviceSetsTests.SupportAccess;
            yield return DeviceSetsTests.CustomLocations;
            yield return DeviceStateTests.PublicUrl;
            yield return DeviceStateTests.CustomLocation;
            yield return DeviceStateTests.SupportAccess;
            yield return AccountTests.Configuration;
            yield return AccountTests.SecondFactor;
        }
    }
}
