/* The functions of release, image and service, against a server. */

#include "server.h"

#define NO_APPLICATION "no-such/application"
#define NO_COMMIT "ffffffffffffffffffffffffffffffffffffffff"
#define BUILD_LOG "Step 1\n\"S\xc3\xb6hne\" \xf0\x9f\x90\xb3 \\\tdone"
#define BUILD_LOG_AS_JSON "Step 1\\n\\\"S\xc3\xb6hne\\\" \xf0\x9f\x90\xb3 \\\\\\tdone"

static char *out;

/* Without releases only what is not there can be asked for. */
static int with_releases(void) {
  static const char *const functions[] = {
      "balena_release_get",
      "balena_release_get_all_by_application",
      "balena_release_get_latest_by_application",
      "balena_release_get_with_image_details",
      "balena_image_get",
      "balena_image_get_log",
      "balena_service_get_all_by_application",
  };
  int possible = 1;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    possible = simulator(functions[i], "a way to make releases") && possible;
  }
  return possible;
}

static void guest(void) {
  balena_client *client = client_with("");
  GIVES(BALENA_UNAUTHORIZED, balena_release_get(client, "1", NULL, &out));
  GIVES(BALENA_UNAUTHORIZED, balena_image_get(client, 1, NULL, &out));
  balena_free(client);
}

static void not_found(const balena_client *client) {
  static const char *const nowhere[] = {NO_APPLICATION, "00000000000000000000000000000000", BEYOND_DOUBLES_TEXT};
  static const char *const nothing[] = {NO_COMMIT, "999999999", BEYOND_DOUBLES_TEXT};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_APPLICATION_NOT_FOUND, balena_release_get_all_by_application(client, nowhere[i], NULL, &out));
    CHECK(out && strstr(out, nowhere[i]));
    GIVES(BALENA_APPLICATION_NOT_FOUND, balena_release_get_latest_by_application(client, nowhere[i], NULL, &out));
    CHECK(out && strstr(out, nowhere[i]));
    GIVES(BALENA_APPLICATION_NOT_FOUND, balena_service_get_all_by_application(client, nowhere[i], NULL, &out));
    CHECK(out && strstr(out, nowhere[i]));
    GIVES(BALENA_RELEASE_NOT_FOUND, balena_release_get(client, nothing[i], NULL, &out));
    CHECK(out && strstr(out, nothing[i]));
    GIVES(BALENA_RELEASE_NOT_FOUND, balena_release_get_with_image_details(client, nothing[i], NULL, &out));
    CHECK(out && strstr(out, nothing[i]));
  }
  GIVES(BALENA_IMAGE_NOT_FOUND, balena_image_get(client, 999999999, NULL, &out));
  GIVES(BALENA_IMAGE_NOT_FOUND, balena_image_get(client, BEYOND_DOUBLES, NULL, &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
  GIVES(BALENA_IMAGE_NOT_FOUND, balena_image_get_log(client, 999999999, NULL, &out));
  GIVES(BALENA_IMAGE_NOT_FOUND, balena_image_get_log(client, BEYOND_DOUBLES, NULL, &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
}

static void refused(const balena_client *client) {
  static const char *const bad[] = {"", "a b", "O'Brien", "-1", "../x"};
  for (int i = 0; i < 5; i++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_release_get(client, bad[i], NULL, &out));
    CHECK(out && strstr(out, "release"));
    GIVES(BALENA_INVALID_PARAMETER, balena_release_get_with_image_details(client, bad[i], NULL, &out));
    CHECK(out && strstr(out, "release"));
    GIVES(BALENA_INVALID_PARAMETER, balena_release_get_all_by_application(client, bad[i], NULL, &out));
    CHECK(out && strstr(out, "application"));
    GIVES(BALENA_INVALID_PARAMETER, balena_release_get_latest_by_application(client, bad[i], NULL, &out));
    CHECK(out && strstr(out, "application"));
    GIVES(BALENA_INVALID_PARAMETER, balena_service_get_all_by_application(client, bad[i], NULL, &out));
    CHECK(out && strstr(out, "application"));
  }
  for (int64_t id = -1; id <= 0; id++) {
    GIVES(BALENA_INVALID_PARAMETER, balena_image_get(client, id, NULL, &out));
    GIVES(BALENA_INVALID_PARAMETER, balena_image_get_log(client, id, NULL, &out));
  }
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_release_get(client, "1", "{\"$filter\":\"id eq 1\"}", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, balena_image_get_log(client, 1, "{\"$select\":\"id\"}", &out));
  GIVES(BALENA_INVALID_OPTION, balena_service_get_all_by_application(client, "1", "{\"$top\":-1}", &out));
}

static void none(const balena_client *client, const struct application *made) {
  GIVES(BALENA_OK, balena_release_get_all_by_application(client, made->id, NULL, &out));
  IS("[]");
  GIVES(BALENA_OK, balena_service_get_all_by_application(client, made->id, NULL, &out));
  IS("[]");
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_release_get_latest_by_application(client, made->slug, NULL, &out));
  CHECK(out && strstr(out, made->slug));
}

/* They are not made in the order of their times. */
static void releases(const balena_client *client, const struct application *application, char commit[4][41]) {
  const char *references[] = {application->slug, application->id, application->uuid};
  made_release(client, application, commit[3], "failed", "2024-01-04");
  GIVES(BALENA_RELEASE_NOT_FOUND, balena_release_get_latest_by_application(client, application->id, NULL, &out));
  struct row newest = made_release(client, application, commit[2], "success", "2024-01-03");
  struct row oldest = made_release(client, application, commit[0], "success", "2024-01-01");
  made_release(client, application, commit[1], "running", "2024-01-02");
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_OK, balena_release_get_all_by_application(client, references[i], NULL, &out));
    CHECK(count_of(out) == 4);
    CHECK(is_at(out, "/0/commit", commit[3]) && is_at(out, "/1/commit", commit[2]));
    CHECK(is_at(out, "/2/commit", commit[1]) && is_at(out, "/3/commit", commit[0]));
    GIVES(BALENA_OK, balena_release_get_latest_by_application(client, references[i], NULL, &out));
    CHECK(is_at(out, "/id", newest.id) && is_at(out, "/status", "success"));
  }
  GIVES(BALENA_OK, balena_release_get_all_by_application(client, application->id,
                                                         "{\"$filter\":\"status eq 'success'\",\"$select\":\"commit\","
                                                         "\"$orderby\":\"created_at asc\",\"$top\":1}",
                                                         &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/commit", commit[0]) && !is_at(out, "/0/id", oldest.id));
  GIVES(BALENA_OK, balena_release_get_latest_by_application(
                       client, application->id, "{\"$expand\":\"belongs_to__application($select=slug)\"}", &out));
  CHECK(is_at(out, "/belongs_to__application/0/slug", application->slug));

  const char *same[] = {oldest.id, commit[0]};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_release_get(client, same[i], "{\"$select\":[\"id\",\"commit\"]}", &out));
    CHECK(count_of(out) == 2 && is_at(out, "/id", oldest.id) && is_at(out, "/commit", commit[0]));
  }
  /* A commit may have failed to build before it was built. */
  made_release(client, application, commit[0], "failed", "2024-01-01");
  GIVES(BALENA_AMBIGUOUS_RELEASE, balena_release_get(client, commit[0], NULL, &out));
  CHECK(out && strstr(out, commit[0]));
  GIVES(BALENA_AMBIGUOUS_RELEASE, balena_release_get_with_image_details(client, commit[0], NULL, &out));
  CHECK(out && strstr(out, commit[0]));
  GIVES(BALENA_OK, balena_release_get(client, oldest.id, NULL, &out));
  CHECK(is_at(out, "/commit", commit[0]) && is_at(out, "/status", "success"));
}

static struct row made_image(const balena_client *client, const struct row *service, const struct row *release,
                             const char *more) {
  char body[512];
  snprintf(body, sizeof body,
           "{\"is_a_build_of__service\":%s,\"start_timestamp\":1700000000000,\"status\":\"success\"%s}", service->id,
           more);
  struct row image = made_row(client, "image", body);
  snprintf(body, sizeof body, "{\"image\":%s,\"is_part_of__release\":%s}", image.id, release->id);
  made_row(client, "image__is_part_of__release", body);
  return image;
}

static void images(const balena_client *client, const struct application *application, const char *commit) {
  const char *references[] = {application->slug, application->id, application->uuid};
  struct row services[] = {made_service(client, application, "main"), made_service(client, application, "db'O'Brien")};
  for (int i = 0; i < 3; i++) {
    GIVES(BALENA_OK, balena_service_get_all_by_application(client, references[i], NULL, &out));
    CHECK(count_of(out) == 2);
    CHECK(is_at(out, "/0/id", services[1].id) && is_at(out, "/0/service_name", "db'O'Brien"));
    CHECK(is_at(out, "/1/id", services[0].id) && is_at(out, "/1/service_name", "main"));
  }
  GIVES(BALENA_OK, balena_service_get_all_by_application(
                       client, application->id, "{\"$filter\":\"service_name eq @n\",\"@n\":\"db'O'Brien\"}", &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/id", services[1].id));

  GIVES(BALENA_OK, balena_release_get(client, commit, NULL, &out));
  struct row release;
  copied(release.id, sizeof release.id, out, "/id");
  GIVES(BALENA_OK, balena_release_get_with_image_details(client, commit, NULL, &out));
  CHECK(is_at(out, "/id", release.id) && is_at(out, "/images", "[]") && is_at(out, "/user", "null"));

  struct row main_image = made_image(client, &services[0], &release,
                                     ",\"image_size\":9007199254740993,\"build_log\":\"" BUILD_LOG_AS_JSON "\"");
  struct row other_image = made_image(client, &services[1], &release, "");
  char details[2][64];
  snprintf(details[0], sizeof details[0], "{\"id\":%s,\"service_name\":\"main\"}", main_image.id);
  snprintf(details[1], sizeof details[1], "{\"id\":%s,\"service_name\":\"db'O'Brien\"}", other_image.id);
  const char *same[] = {release.id, commit};
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_release_get_with_image_details(client, same[i], "{\"$select\":\"commit\"}", &out));
    char *both = at(out, "/images");
    CHECK(both && count_of(both) == 2);
    CHECK(both && strstr(both, details[0]) && strstr(both, details[1]));
    balena_string_free(both);
    CHECK(is_at(out, "/commit", commit) && !is_at(out, "/status", "success"));
  }

  int64_t id = strtoll(main_image.id, NULL, 10), without_log = strtoll(other_image.id, NULL, 10);
  GIVES(BALENA_OK, balena_image_get(client, id, NULL, &out));
  CHECK(is_at(out, "/id", main_image.id) && is_at(out, "/status", "success"));
  CHECK(is_at(out, "/image_size", BEYOND_DOUBLES_TEXT));
  CHECK(is_at(out, "/is_a_build_of__service/__id", services[0].id));
  CHECK(out && !strstr(out, "build_log"));
  GIVES(BALENA_OK, balena_image_get(client, id, "{\"$select\":[\"build_log\"]}", &out));
  CHECK(count_of(out) == 1 && is_at(out, "/build_log", BUILD_LOG));
  GIVES(BALENA_OK, balena_image_get_log(client, id, NULL, &out));
  CHECK(is_at(out, "", BUILD_LOG));
  GIVES(BALENA_OK, balena_image_get_log(client, without_log, NULL, &out));
  IS("null");
}

/* What servers say that note who made a release. */
static void maker(const balena_client *client) {
  if (!simulator("balena_release_get_with_image_details", FAULTS)) return;
  answers("GET", "/v7/release", 200,
          "{\"d\":[{\"id\":9007199254740993,\"release_image\":[{\"image\":[{\"id\":5,\"is_a_build_of__service\":[]}]}],"
          "\"is_created_by__user\":[{\"id\":7,\"username\":\"O'Brien\"}]}]}");
  GIVES(BALENA_OK, balena_release_get_with_image_details(client, BEYOND_DOUBLES_TEXT, NULL, &out));
  CHECK(is_at(out, "/id", BEYOND_DOUBLES_TEXT));
  CHECK(is_at(out, "/images", "[{\"id\":5,\"service_name\":null}]"));
  CHECK(is_at(out, "/user/id", "7") && is_at(out, "/user/username", "O'Brien"));
}

int main(void) {
  balena_client *client = client_with("");
  guest();
  log_in(client);
  struct application application = made_application(client, "raspberrypi3");
  not_found(client);
  refused(client);
  none(client, &application);
  if (with_releases()) {
    char commit[4][41];
    for (int i = 0; i < 4; i++) unique_commit(client, commit[i]);
    releases(client, &application, commit);
    images(client, &application, commit[2]);
  }
  maker(client);
  GIVES(BALENA_OK, balena_application_remove(client, application.slug, NULL, &out));
  balena_string_free(out);
  balena_free(client);
  return report();
}
