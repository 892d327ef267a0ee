using System;
using System.Linq;
using System.Text.Json;

namespace Balena.Tests
{
    /// <summary>Any resource of the service, and options as objects.</summary>
    internal static class PineTests
    {
        private static readonly string[] Hostile =
        {
            "O'Brien", "' or 1 eq 1", "') or (1 eq 1", "a&$filter=b", "%27", "+", "#", "🐳", "a;$top=1)", "$1",
            "two\nlines", "a/b?c=d,e:f@g", "\"客厅\" \\ é",
        };

        internal static void Rows()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var pine = client.Pine;
            var id = Tagged(client, application, "a", "first");
            Tagged(client, application, "b", "second");
            Tagged(client, application, "c", "third");
            using (var all = pine.Get("application_tag", Json(("$filter", Of(application)))))
            {
                Check.Equal(3, all.Length());
            }
            using (var some = pine.Get("application_tag", Json(
                ("$filter", Of(application, ("value", Json(("$in", new[] { "first", "third", "none" }))))),
                ("$select", new[] { "tag_key", "value" }),
                ("$orderby", Json(("tag_key", "desc"))))))
            {
                Check.Equal(
                    "[{\"tag_key\":\"c\",\"value\":\"third\"},{\"tag_key\":\"a\",\"value\":\"first\"}]",
                    some.ToString());
            }
            using (var page = pine.Get("application_tag", Json(
                ("$filter", Of(application)), ("$select", "value"), ("$orderby", "id"), ("$top", 1), ("$skip", 1))))
            {
                Check.Equal("[{\"value\":\"second\"}]", page.ToString());
            }
            using (var none = pine.Get("application_tag", Json(("$filter", Of(application, ("value", "none"))))))
            {
                Check.Equal("[]", none.ToString());
            }
            using (var named = pine.Get("application", Json(
                ("$filter", Json(("application_tag", Json(("$any", Json(
                    ("$alias", "t"), ("$expr", Json(("t", Json(("id", id))))))))))),
                ("$select", "slug"),
                ("$expand", Json(("application_tag", Json(
                    ("$filter", Json(("$not", Json(("tag_key", "b"))))),
                    ("$select", "value"),
                    ("$orderby", Json(("value", "desc"))))))))))
            {
                Check.Equal((1, application.Slug), (named.Length(), named["/0/slug"]));
                Check.Equal("[{\"value\":\"third\"},{\"value\":\"first\"}]", named["/0/application_tag"]);
            }
        }

        internal static void OneRow()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var id = Tagged(client, application, "a", "first");
            Tagged(client, application, "b", "second");
            foreach (var key in new object[] { id, Key(application, "a") })
            {
                using var row = client.Pine.Get("application_tag", Json(("id", key), ("$select", "value")));
                Check.Equal("{\"value\":\"first\"}", row.ToString());
            }
            using (var named = client.Pine.Get("application", Json(("id", Json(("slug", application.Slug))))))
            {
                Check.Equal(application.Id, named["/id"]);
            }
            foreach (var key in new object[] { Check.PastDoubles, int.MaxValue, Key(application, "c") })
            {
                using var none = client.Pine.Get("application_tag", Json(("id", key)));
                Check.Equal("null", none.ToString());
            }
        }

        internal static void Count()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            Check.Equal(0, CountOf(client, application));
            Tagged(client, application, "a", "same");
            Tagged(client, application, "b", "same");
            Tagged(client, application, "c", "other");
            Check.Equal((3, 2), (CountOf(client, application), CountOf(client, application, ("value", "same"))));
            using var all = client.Pine.Get("application_tag", "{\"$count\":{}}");
            Check.That(long.Parse(all.ToString()) >= 3);
        }

        internal static void Post()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var row = Json(("application", long.Parse(application.Id)), ("tag_key", "a"), ("value", Hostile[^1]));
            using (var made = client.Pine.Post("application_tag", row))
            {
                Check.Equal(("a", Hostile[^1]), (made["/tag_key"], made["/value"]));
                Check.Equal(application.Id, made["/application/__id"]);
                Check.That(long.Parse(made["/id"]) > 0);
            }
            var conflict = Check.Fails(
                BalenaCode.Conflict, () => client.Pine.Post("application_tag", row));
            Check.Equal<int?>(409, conflict.HttpStatus);
            var refused = Check.Fails(BalenaCode.RequestError, () => client.Pine.Post("application_tag", "{}"));
            Check.That(refused.HttpStatus >= 400);
            Check.Equal(1, CountOf(client, application));
        }

        internal static void Patch()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client);
            var id = Tagged(client, application, "a", "1");
            Tagged(client, application, "b", "1");
            var apart = Tagged(client, other, "a", "1");
            void Patched(string value, params (string, object)[] options) =>
                client.Pine.Patch("application_tag", Json(("value", value)), Json(options));
            string Values() => string.Join(" ", All(client, application).Select(tag => tag.Value));
            Patched("2", ("id", id));
            Check.Equal("2 1", Values());
            Patched("3", ("id", Key(application, "b")));
            Check.Equal("2 3", Values());
            Patched("4", ("$filter", Of(application)));
            Check.Equal("4 4", Values());
            Patched("5", ("$filter", $"application eq {application.Id} and tag_key eq @k"), ("@k", "b"));
            Check.Equal("4 5", Values());
            Patched("6", ("$filter", Of(application, ("value", "none"))));
            Check.Equal("4 5", Values());
            foreach (var missing in new object[] { Check.PastDoubles, Key(application, "c") })
            {
                Check.Fails(BalenaCode.NotFound, () => Patched("7", ("id", missing)));
            }
            var refused = Check.Fails(
                BalenaCode.RequestError,
                () => client.Pine.Patch("application_tag", "{\"no_such_field\":1}", Json(("id", id))));
            Check.That(refused.HttpStatus >= 400);
            Check.Equal("4 5", Values());
            Check.Equal((apart, "1"), (All(client, other).Single().Id, All(client, other).Single().Value));
        }

        internal static void Delete()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client);
            Tagged(client, other, "a", "same");
            var id = Tagged(client, application, "a", "same");
            foreach (var key in new[] { "b", "c", "d", "e" })
            {
                Tagged(client, application, key, "same");
            }
            void Deleted(params (string, object)[] options) => client.Pine.Delete("application_tag", Json(options));
            string Keys() => string.Concat(All(client, application).Select(tag => tag.Key));
            Deleted(("id", id), ("$filter", Json(("value", "none"))));
            Check.Equal("abcde", Keys());
            Deleted(("id", id));
            Check.Equal("bcde", Keys());
            // Where there is none any more, that is a success.
            Deleted(("id", id));
            Deleted(("id", Check.PastDoubles));
            Deleted(("id", Key(application, "b")));
            Check.Equal("cde", Keys());
            Deleted(("$filter", Of(application, ("tag_key", Json(("$in", new[] { "c", "d" }))))));
            Check.Equal("e", Keys());
            Deleted(("$filter", Of(application)));
            Check.Equal(("", 1), (Keys(), CountOf(client, other)));
        }

        internal static void Upsert()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            using var other = new Account.TemporaryApplication(client);
            Tagged(client, other, "O'Brien's", "theirs");
            string key = Key(application, "O'Brien's");
            Document? Upserted(string body) => client.Pine.Upsert("application_tag", key, body);
            string id;
            using (var made = Upserted("{\"value\":\"first\"}"))
            {
                Check.Equal(("O'Brien's", "first"), (made?["/tag_key"], made?["/value"]));
                id = made!["/id"];
            }
            Check.Equal(null, Upserted("{\"value\":\"' or 1 eq 1\"}"));
            // With nothing else to say, the row being there is enough.
            var whole = Key(application, "O'Brien's");
            whole.Add("value", "third");
            Check.Equal(null, client.Pine.Upsert("application_tag", whole, "{}"));
            var tag = All(client, application).Single();
            Check.Equal((id, "O'Brien's", "' or 1 eq 1"), ($"{tag.Id}", tag.Key, tag.Value));
            Check.Equal("theirs", All(client, other).Single().Value);
            var refused = Check.Fails(BalenaCode.RequestError, () => Upserted("{\"no_such_field\":1}"));
            Check.That(refused.HttpStatus >= 400);
        }

        internal static void UpsertUnderAnotherConflict()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            Tagged(client, application, "a", "first");
            // That is no row that is there.
            Simulator.Answers("POST", "/v7/application_tag", 409, "\"Data is referenced.\"");
            string key = Key(application, "a");
            Check.Fails(
                BalenaCode.Conflict, () => client.Pine.Upsert("application_tag", key, "{\"value\":\"second\"}"));
            Check.Equal("first", All(client, application).Single().Value);
        }

        internal static void AnyTextIsComparedAsItIs()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var ids = Hostile.Select((text, place) => Tagged(client, application, $"k{place}", text)).ToArray();
            foreach (var (text, place) in Hostile.Select((text, place) => (text, place)))
            {
                foreach (var condition in new[]
                {
                    Json(("value", text)),
                    Json(("value", Json(("$in", new[] { text, "none" })))),
                    Json(("$raw", new[] { "value eq $1", text })),
                    Json(("value", Json(("@", "text")))),
                })
                {
                    using var found = client.Pine.Get("application_tag", Json(
                        ("$filter", Json(("$and", new[] { Of(application), condition }))),
                        ("$select", "id"),
                        ("@text", text)));
                    Check.Equal($"[{{\"id\":{ids[place]}}}]", found.ToString());
                }
                Check.Equal(1, CountOf(client, application, ("value", text)));
                using var expanded = client.Pine.Get("application", Json(
                    ("id", long.Parse(application.Id)),
                    ("$select", "id"),
                    ("$expand", Json(("application_tag", Json(
                        ("$filter", Json(("value", text))), ("$select", "id")))))));
                Check.Equal($"[{{\"id\":{ids[place]}}}]", expanded["/application_tag"]);
            }
        }

        internal static void NoSuchResource()
        {
            using var client = Account.LoggedIn();
            foreach (var call in Calls(client, "no_such_thing", "{\"id\":1}"))
            {
                Check.Fails(BalenaCode.Unauthorized, call);
            }
        }

        internal static void WithoutALogin()
        {
            using var guest = Account.LoggedOut();
            foreach (var call in Calls(guest, "application_tag", "{\"id\":1}"))
            {
                Check.Fails(BalenaCode.Unauthorized, call);
            }
        }

        internal static void WritesThatNameNoRows()
        {
            using var client = Account.Unreachable();
            foreach (var nothing in new[]
            {
                null, "{}", "{\"timeout_ms\":1000}", "{\"@x\":1}", "{\"id\":null}", "{\"$filter\":null}",
                "{\"$filter\":{}}", "{\"$filter\":[]}", "{\"$filter\":\"\"}", "{\"$filter\":\"  \"}",
            })
            {
                var error = Check.Fails(
                    BalenaCode.MissingOption, () => client.Pine.Patch("device", "{\"note\":\"n\"}", nothing));
                Check.That(error.Message.Contains("id") && error.Message.Contains("$filter"));
                Check.Fails(BalenaCode.MissingOption, () => client.Pine.Delete("device", nothing));
            }
            foreach (var unsound in new[]
            {
                "{\"id\":{}}", "{\"id\":1,\"$filter\":{}}", "{\"$filter\":{\"$and\":{}}}",
                "{\"$filter\":{\"id\":{\"$in\":[]}}}",
            })
            {
                Check.Fails(
                    BalenaCode.InvalidOption, () => client.Pine.Patch("device", "{\"note\":\"n\"}", unsound));
                Check.Fails(BalenaCode.InvalidOption, () => client.Pine.Delete("device", unsound));
            }
        }

        internal static void RefusedBeforeAnythingIsSent()
        {
            using var client = Account.Unreachable();
            var pine = client.Pine;
            foreach (var resource in new[] { "", "Device", "device(1)", "../device", "device?a", "a b", "O'Brien" })
            {
                foreach (var call in Calls(client, resource, "{\"id\":1}"))
                {
                    RefusedFor("resource ", call);
                }
            }
            foreach (var body in new[] { "", "[]", "7", "null", "{", "{}x", "\"{}\"", "{\"a\":\"\0\"}" })
            {
                RefusedFor("body ", () => pine.Post("device", body));
                RefusedFor("body ", () => pine.Patch("device", body, "{\"id\":1}"));
                RefusedFor("body ", () => pine.Upsert("device", "{\"id\":1}", body));
            }
            RefusedFor("body ", () => pine.Patch("device", "{}", "{\"id\":1}"));
            RefusedFor("body ", () => pine.Post("device", null!));
            foreach (var key in new[] { "", "{}", "[]", "7", "{\"a\":null}", "{\"a\":[1]}", "{\"a b\":1}" })
            {
                RefusedFor("natural_key ", () => pine.Upsert("device", key, "{}"));
            }
            foreach (var (code, options) in new[]
            {
                (BalenaCode.NonAllowedOption, "{\"$format\":\"json\"}"),
                (BalenaCode.NonAllowedOption, "{\"no_such_option\":1}"),
                (BalenaCode.NonAllowedOption, "{\"$count\":{\"$top\":1}}"),
                (BalenaCode.InvalidOption, "{\"$count\":{},\"$filter\":{\"a\":1}}"),
                (BalenaCode.InvalidOption, "{\"$count\":{},\"id\":1}"),
                (BalenaCode.InvalidOption, "{\"$filter\":{\"a\":{\"$no\":1}}}"),
                (BalenaCode.InvalidOption, "{\"$filter\":\"value eq 'open\"}"),
                (BalenaCode.InvalidOption, "{\"$orderby\":{\"a\":\"up\"}}"),
                (BalenaCode.InvalidOption, "{\"id\":1.5}"),
            })
            {
                Check.Fails(code, () => pine.Get("device", options));
            }
            Check.Fails(BalenaCode.NonAllowedOption, () => client.Device.GetAll("{\"$count\":{}}"));
        }

        internal static void NumbersStayWhole()
        {
            using var client = Account.LoggedIn();
            Simulator.SeesWhole(id => client.Pine.Get("device", Json(("id", id))).Dispose());
            Simulator.SeesWhole(id => Check.Fails(
                BalenaCode.NotFound, () => client.Pine.Patch("device", "{\"note\":\"n\"}", Json(("id", id)))));
            Simulator.SeesWhole(id => client.Pine.Delete("device", Json(("id", id))));
        }

        internal static void ConditionsOfOtherSections()
        {
            using var client = Account.LoggedIn();
            using var application = new Account.TemporaryApplication(client);
            var uuids = Enumerable.Range(0, 3).Select(_ => application.Register()).ToArray();
            foreach (var (uuid, name) in uuids.Zip(new[] { "gate", "O'Brien's gate", "gate 2" }))
            {
                client.Device.Rename(uuid, $"{application.Name} {name}");
            }
            string Names(Document rows)
            {
                using (rows)
                {
                    using var json = JsonDocument.Parse(rows.ToString());
                    var names = json.RootElement.EnumerateArray().Select(row => row.GetProperty("device_name"));
                    return string.Join("|", names.Select(name => name.GetString()!.Replace(application.Name, "")));
                }
            }
            string Starting(string text) => Json(
                ("$filter", Json(("device_name", Json(("$startswith", $"{application.Name} {text}"))))));
            Check.Equal(" gate| gate 2", Names(client.Device.GetAll(Starting("gate"))));
            Check.Equal(" O'Brien's gate", Names(client.Device.GetAll(Starting("O'Brien"))));
            Check.Equal("", Names(client.Device.GetAll(Starting("' or 1 eq 1"))));
            // Alternatives of the caller's do not lead out of the application that was asked for.
            using var empty = new Account.TemporaryApplication(client);
            var either = Json(
                ("$filter", new[] { Json(("uuid", uuids[0])), Json(("uuid", uuids[2])) }),
                ("$orderby", Json(("device_name", "desc"))));
            Check.Equal(" gate 2| gate", Names(client.Device.GetAllByApplicationId(application.Id, either)));
            Check.Equal("", Names(client.Device.GetAllByApplicationId(empty.Id, either)));
            Check.Fails(
                BalenaCode.InvalidOption,
                () => client.Device.GetAllByApplicationId(empty.Id, "{\"$filter\":\"1 eq 1) or (1 eq 1\"}"));
        }

        private static void RefusedFor(string argument, Action call)
        {
            var error = Check.Fails(BalenaCode.InvalidParameter, call);
            Check.That(error.Message.StartsWith(argument));
        }

        /// <summary>Each of the functions once.</summary>
        private static Action[] Calls(Client client, string resource, string id) => new Action[]
        {
            () => client.Pine.Get(resource),
            () => client.Pine.Get(resource, id),
            () => client.Pine.Get(resource, "{\"$count\":{}}"),
            () => client.Pine.Post(resource, "{\"value\":\"v\"}"),
            () => client.Pine.Patch(resource, "{\"value\":\"v\"}", id),
            () => client.Pine.Delete(resource, id),
            () => client.Pine.Upsert(resource, id, "{\"value\":\"v\"}"),
        };

        /// <summary>Tags an application, and gives the id of the tag.</summary>
        private static long Tagged(Client client, Account.TemporaryApplication owner, string key, string value) =>
            Account.Made(
                client, "application_tag", new { application = long.Parse(owner.Id), tag_key = key, value });

        /// <summary>The tags of an application, by their keys.</summary>
        private static (long Id, string Key, string Value)[] All(Client client, Account.TemporaryApplication owner)
        {
            using var rows = client.Pine.Get("application_tag", Json(
                ("$filter", Of(owner)), ("$orderby", Json(("tag_key", "asc")))));
            return Enumerable.Range(0, rows.Length()).Select(
                i => (long.Parse(rows[$"/{i}/id"]), rows[$"/{i}/tag_key"], rows[$"/{i}/value"])).ToArray();
        }

        private static long CountOf(
            Client client, Account.TemporaryApplication owner, params (string, object)[] more)
        {
            using var count = client.Pine.Get("application_tag", Json(
                ("$count", Json(("$filter", Of(owner, more))))));
            return long.Parse(count.ToString());
        }

        /// <summary>The condition that a tag is one of an application's, and others.</summary>
        private static JsonObject Of(Account.TemporaryApplication owner, params (string, object)[] more) =>
            Json(more.Prepend(("application", (object)long.Parse(owner.Id))).ToArray());

        private static JsonObject Key(Account.TemporaryApplication owner, string key) =>
            Json(("application", long.Parse(owner.Id)), ("tag_key", key));

        private static JsonObject Json(params (string, object)[] members) => new JsonObject(members);
    }
}
