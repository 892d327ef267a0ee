using System;

namespace Balena.Tests
{
    /// <summary>The three kinds of tags.</summary>
    internal static class TagsTests
    {
        private const string NoApplication = "no-such/application";
        private const string NoDevice = "00000000000000000000000000000000";
        private const string NoRelease = "0123456789abcdef0123456789abcdef01234567";
        private const string Value = "\"Halle 2\", O'Brien & Söhne 🐳\n客厅";

        private static readonly string PastDoubles = $"{Check.PastDoubles}";

        internal static void OfDevices()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var device = application.Register();
            var tags = client.DeviceTag;
            Works(
                device,
                application.Register(),
                (owner, key, value) => tags.Set(owner, key, value),
                (owner, key) => tags.Remove(owner, key),
                (owner, options) => tags.GetAllByDevice(owner, options),
                options => tags.GetAllByApplication(application.Slug, options),
                options => tags.GetAll(options));
            foreach (var nobody in new[] { NoDevice, PastDoubles })
            {
                Check.Fails(BalenaCode.DeviceNotFound, () => tags.Set(nobody, "k", "v"));
                Check.Fails(BalenaCode.DeviceNotFound, () => tags.Remove(nobody, "k"));
                Check.Fails(BalenaCode.DeviceNotFound, () => tags.GetAllByDevice(nobody));
            }
            Check.Fails(BalenaCode.ApplicationNotFound, () => tags.GetAllByApplication(NoApplication));
            // A conflict of another kind is no tag that is there.
            Simulator.Answers("POST", "/v7/device_tag", 409, "\"Data is referenced.\"");
            Check.Fails(BalenaCode.Conflict, () => tags.Set(device, "k", "v"));
        }

        internal static void OfApplications()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client);
            var tags = client.ApplicationTag;
            Works(
                application.Slug,
                other.Id,
                (owner, key, value) => tags.Set(owner, key, value),
                (owner, key) => tags.Remove(owner, key),
                (owner, options) => tags.GetAllByApplication(owner, options),
                options => tags.GetAll(options));
            foreach (var nobody in new[] { NoApplication, PastDoubles })
            {
                Check.Fails(BalenaCode.ApplicationNotFound, () => tags.Set(nobody, "k", "v"));
                Check.Fails(BalenaCode.ApplicationNotFound, () => tags.Remove(nobody, "k"));
                Check.Fails(BalenaCode.ApplicationNotFound, () => tags.GetAllByApplication(nobody));
            }
        }

        internal static void OfReleases()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var commit = new string('3', 40);
            application.AddRelease(commit, "success");
            var tags = client.ReleaseTag;
            Works(
                commit,
                $"{application.AddRelease(new string('4', 40), "success")}",
                (owner, key, value) => tags.Set(owner, key, value),
                (owner, key) => tags.Remove(owner, key),
                (owner, options) => tags.GetAllByRelease(owner, options),
                options => tags.GetAllByApplication(application.Uuid, options),
                options => tags.GetAll(options));

            // The same sources once more, which failed to build.
            application.AddRelease(commit, "failed");
            Check.Fails(BalenaCode.AmbiguousRelease, () => tags.Set(commit, "k", "v"));
            Check.Fails(BalenaCode.AmbiguousRelease, () => tags.Remove(commit, "k"));
            Check.Fails(BalenaCode.AmbiguousRelease, () => tags.GetAllByRelease(commit));
        }

        internal static void OfReleasesThatAreNotThere()
        {
            using var client = Account.LoggedIn();
            var tags = client.ReleaseTag;
            foreach (var nothing in new[] { NoRelease, PastDoubles })
            {
                Check.Fails(BalenaCode.ReleaseNotFound, () => tags.Set(nothing, "k", "v"));
                Check.Fails(BalenaCode.ReleaseNotFound, () => tags.Remove(nothing, "k"));
                Check.Fails(BalenaCode.ReleaseNotFound, () => tags.GetAllByRelease(nothing));
            }
            Check.Fails(BalenaCode.ApplicationNotFound, () => tags.GetAllByApplication(NoApplication));
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => guest.DeviceTag.GetAll());
            Check.Fails(BalenaCode.Unauthorized, () => guest.ApplicationTag.GetAll());
            Check.Fails(BalenaCode.Unauthorized, () => guest.DeviceTag.Set("1", "k", "v"));
        }

        /// <summary>Sets, lists and removes tags of one kind, and fails to.</summary>
        /// <param name="owner">What has no tags yet.</param>
        /// <param name="other">Another, which has none either.</param>
        /// <param name="wider">Lists in which there may be tags of others.</param>
        private static void Works(
            string owner,
            string other,
            Func<string, string, string, Document?> set,
            Action<string, string> remove,
            Func<string, string?, Document> list,
            params Func<string?, Document>[] wider)
        {
            // A key that no other run has, so that it can be told in the lists of all tags.
            var run = Account.UniqueName();
            foreach (var key in new[] { run, run + "-O'Brien", run + "'or(1)eq'1", run + "a&$filter=b%27+#🐳" })
            {
                string id;
                using (var made = set(owner, key, Value)!)
                {
                    Check.Equal((key, Value), (made["/tag_key"], made["/value"]));
                    id = made["/id"];
                }
                set(other, key, "of another")!.Dispose();
                Check.Equal(null, set(owner, key, ""));
                using (var tags = list(owner, null))
                {
                    Check.Equal(1, tags.Length());
                    Check.Equal((id, key, ""), (tags["/0/id"], tags["/0/tag_key"], tags["/0/value"]));
                }
                foreach (var all in wider)
                {
                    using var tags = all(Options.Where("tag_key", key));
                    Check.Equal(2, tags.Length());
                    Check.Equal(id, tags[tags["/0/value"] == "" ? "/0/id" : "/1/id"]);
                    using var unfiltered = all(null);
                    Check.That(unfiltered.Length() >= 2);
                }

                // Where there is none of this key, that is a success.
                remove(owner, key + "x");
                Check.Equal(1, CountOf(list, owner));
                remove(owner, key);
                remove(owner, key);
                Check.Equal((0, 1), (CountOf(list, owner), CountOf(list, other)));
                remove(other, key);
                Check.Equal(0, CountOf(list, other));
            }
            foreach (var key in new[] { "", "a\nb" })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => set(owner, key, "v"));
                Check.Fails(BalenaCode.InvalidParameter, () => remove(owner, key));
            }
            Check.Fails(BalenaCode.InvalidParameter, () => set("../x", "k", "v"));
            Check.Fails(BalenaCode.InvalidParameter, () => remove("../x", "k"));
            Check.Fails(BalenaCode.InvalidParameter, () => list("../x", null));
            foreach (var all in wider)
            {
                Check.Fails(BalenaCode.NonAllowedOption, () => all("{\"no_such_option\":1}"));
            }
        }

        private static int CountOf(Func<string, string?, Document> list, string owner)
        {
            using var tags = list(owner, null);
            return tags.Length();
        }
    }
}
