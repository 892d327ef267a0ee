using System;

namespace Balena.Tests
{
    /// <summary>Releases, their images, and the services that they are built from.</summary>
    internal static class ReleasesTests
    {
        private const string NoApplication = "no-such/application";
        private const string NoRelease = "0123456789abcdef0123456789abcdef01234567";
        private const string Log = "Step 1/2 : FROM \"debian\"\nStep 2/2 : RUN echo 'é 🐳'\n";

        internal static void OfAnApplication()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var releases = client.Release;
            var (first, second, failed) = (new string('5', 40), new string('6', 40), new string('7', 40));
            var id = application.AddRelease(first, "success");
            application.AddRelease(failed, "failed");
            foreach (var reference in new[] { first, $"{id}" })
            {
                using var row = releases.Get(reference);
                Check.Equal(($"{id}", first, "success"), (row["/id"], row["/commit"], row["/status"]));
                Check.Equal(application.Id, row["/belongs_to__application/__id"]);
                using var part = releases.Get(reference, "{\"$select\":[\"id\",\"commit\"]}");
                Check.Equal($"{{\"id\":{id},\"commit\":\"{first}\"}}", part.ToString());
            }
            foreach (var reference in new[] { application.Id, application.Slug, application.Uuid })
            {
                using var latest = releases.GetLatestByApplication(reference);
                Check.Equal(first, latest["/commit"]);
            }
            application.AddRelease(second, "success");
            using (var latest = releases.GetLatestByApplication(application.Id, "{\"$select\":\"commit\"}"))
            {
                Check.Equal($"{{\"commit\":\"{second}\"}}", latest.ToString());
            }
            using (var all = releases.GetAllByApplication(application.Slug))
            {
                Check.Equal(3, all.Length());
                Check.Equal((second, failed, first), (all["/0/commit"], all["/1/commit"], all["/2/commit"]));
            }
            using (var some = releases.GetAllByApplication(application.Id, Options.Where("status", "failed")))
            {
                Check.Equal((1, failed), (some.Length(), some["/0/commit"]));
            }

            application.AddRelease(first, "failed");
            Check.Fails(BalenaCode.AmbiguousRelease, () => releases.Get(first));
            Check.Fails(BalenaCode.AmbiguousRelease, () => releases.GetWithImageDetails(first));
        }

        internal static void NotFound()
        {
            using var client = Account.LoggedIn();
            using var empty = new Account.TemporaryApplication(client);
            var releases = client.Release;
            foreach (var nothing in new[] { NoRelease, $"{Check.PastDoubles}" })
            {
                Check.Fails(BalenaCode.ReleaseNotFound, () => releases.Get(nothing));
                Check.Fails(BalenaCode.ReleaseNotFound, () => releases.GetWithImageDetails(nothing));
            }
            Check.Fails(BalenaCode.ReleaseNotFound, () => releases.GetLatestByApplication(empty.Id));
            Check.Fails(BalenaCode.ApplicationNotFound, () => releases.GetLatestByApplication(NoApplication));
            Check.Fails(BalenaCode.ApplicationNotFound, () => releases.GetAllByApplication(NoApplication));
            using var none = releases.GetAllByApplication(empty.Id);
            Check.Equal("[]", none.ToString());
            foreach (var bad in new[] { "", "O'Brien", "a b", "-1", "../1" })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => releases.Get(bad));
                Check.Fails(BalenaCode.InvalidParameter, () => releases.GetWithImageDetails(bad));
            }
            Check.Fails(BalenaCode.NonAllowedOption, () => releases.Get(NoRelease, "{\"$top\":1}"));
            foreach (var id in new[] { Check.PastDoubles, int.MaxValue })
            {
                Check.Fails(BalenaCode.ImageNotFound, () => client.Image.Get(id));
                Check.Fails(BalenaCode.ImageNotFound, () => client.Image.GetLog(id));
            }
            foreach (var id in new[] { 0, -1 })
            {
                Check.Fails(BalenaCode.InvalidParameter, () => client.Image.Get(id));
                Check.Fails(BalenaCode.InvalidParameter, () => client.Image.GetLog(id));
            }
            Check.Fails(BalenaCode.ApplicationNotFound, () => client.Service.GetAllByApplication(NoApplication));
            using var services = client.Service.GetAllByApplication(empty.Id);
            Check.Equal("[]", services.ToString());
        }

        internal static void WithImagesAndServices()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var proxy = application.AddService("proxy");
            var main = application.AddService("main");
            using (var services = client.Service.GetAllByApplication(application.Uuid))
            {
                Check.Equal(2, services.Length());
                Check.Equal(($"{main}", "main"), (services["/0/id"], services["/0/service_name"]));
                Check.Equal(($"{proxy}", "proxy"), (services["/1/id"], services["/1/service_name"]));
            }
            using (var some = client.Service.GetAllByApplication(application.Id, Options.Where("service_name", "main")))
            {
                Check.Equal((1, application.Id), (some.Length(), some["/0/application/__id"]));
            }

            var commit = new string('8', 40);
            var release = application.AddRelease(commit, "success");
            var image = Image(client, release, main, Log);
            using (var row = client.Image.Get(image))
            {
                Check.Equal(
                    ($"{image}", "success", $"{main}"),
                    (row["/id"], row["/status"], row["/is_a_build_of__service/__id"]));
                // That may be longer than all else, and is asked for by itself.
                Check.Fails(BalenaCode.NotFound, () => row.GetString("/build_log"));
            }
            using (var part = client.Image.Get(image, "{\"$select\":\"status\"}"))
            {
                Check.Equal("{\"status\":\"success\"}", part.ToString());
            }
            Check.Equal(Log, client.Image.GetLog(image));
            Check.Equal(null, client.Image.GetLog(Image(client, release, proxy, null)));

            foreach (var reference in new[] { commit, $"{release}" })
            {
                using var details = client.Release.GetWithImageDetails(reference);
                Check.Equal(($"{release}", commit), (details["/id"], details["/commit"]));
                Check.Equal(2, details.Length("/images"));
                var own = details["/images/0/id"] == $"{image}" ? "/images/0" : "/images/1";
                Check.Equal($"{{\"id\":{image},\"service_name\":\"main\"}}", details[own]);
                Check.That(details["/images"].Contains("\"service_name\":\"proxy\""));
                Check.That(details["/user"] == "null" || details["/user/username"].Length > 0);
            }
        }

        internal static void RowsStayAsTheyAre()
        {
            const string row = "{\"id\":9007199254740993,\"x\":1e400,\"release_image\":[{\"image\":"
                + "[{\"id\":9007199254740993,\"is_a_build_of__service\":[]}]}],"
                + "\"is_created_by__user\":[{\"id\":7,\"username\":\"O'Brien \\\"é\\\"\"}]";
            using var client = Account.LoggedIn();
            Simulator.Answers("GET", "/v7/release", 200, $"{{\"d\":[{row}}}]}}");
            using var details = client.Release.GetWithImageDetails("1");
            Check.Equal(
                row + ",\"images\":[{\"id\":9007199254740993,\"service_name\":null}],"
                    + "\"user\":{\"id\":7,\"username\":\"O'Brien \\\"é\\\"\"}}",
                details.ToString());
            Check.Equal("O'Brien \"é\"", details["/user/username"]);
        }

        internal static void IdsStayWhole()
        {
            using var client = Account.LoggedIn();
            Simulator.SeesWhole(id => Check.Fails(BalenaCode.ImageNotFound, () => client.Image.Get(id)));
            Simulator.SeesWhole(id => Check.Fails(BalenaCode.ImageNotFound, () => client.Image.GetLog(id)));
            Simulator.SeesWhole(id => Check.Fails(BalenaCode.ReleaseNotFound, () => client.Release.Get($"{id}")));
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            Check.Fails(BalenaCode.Unauthorized, () => guest.Release.Get(NoRelease));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Release.GetAllByApplication(NoApplication));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Image.Get(Check.PastDoubles));
            Check.Fails(BalenaCode.Unauthorized, () => guest.Service.GetAllByApplication(NoApplication));
        }

        /// <summary>Makes an image of a service in a release, and gives its id.</summary>
        private static long Image(Client client, long release, long service, string? log)
        {
            var image = Account.Made(
                client,
                "image",
                new
                {
                    is_a_build_of__service = service,
                    status = "success",
                    start_timestamp = 1_700_000_000_000,
                    build_log = log,
                });
            Account.Made(client, "image__is_part_of__release", new { image, is_part_of__release = release });
            return image;
        }
    }
}
