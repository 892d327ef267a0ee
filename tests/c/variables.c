/* The functions of the six kinds of variables, against a server: the same calls are made on each kind. */

#include "server.h"

#define NO_APPLICATION "no-such/application"
#define NO_DEVICE "00000000000000000000000000000000"
#define SERVICE "O'Brien"

static char *out;

typedef balena_code create_call(const balena_client *, const char *owner, const char *name, const char *value,
                                const char *options, char **);
typedef balena_code list_call(const balena_client *, const char *owner, const char *options, char **);
typedef balena_code update_call(const balena_client *, int64_t id, const char *value, const char *options, char **);
typedef balena_code remove_call(const balena_client *, int64_t id, const char *options, char **);

struct kind {
  const char *name;
  create_call *create;
  /* The variables of an owner and, where that is a device, those of all devices of an application. */
  list_call *list, *list_by_application;
  update_call *update;
  remove_call *remove;
  int configures, of_device, of_service;
};

static balena_code service_create(const balena_client *client, const char *application, const char *name,
                                  const char *value, const char *options, char **document) {
  return balena_service_env_variable_create(client, application, SERVICE, name, value, options, document);
}

static balena_code device_service_create(const balena_client *client, const char *device, const char *name,
                                         const char *value, const char *options, char **document) {
  return balena_device_service_env_variable_create(client, device, SERVICE, name, value, options, document);
}

static const struct kind kinds[] = {
    {
        .name = "balena_application_config_variable_create",
        .create = balena_application_config_variable_create,
        .list = balena_application_config_variable_get_all,
        .update = balena_application_config_variable_update,
        .remove = balena_application_config_variable_remove,
        .configures = 1,
    },
    {
        .name = "balena_device_config_variable_create",
        .create = balena_device_config_variable_create,
        .list = balena_device_config_variable_get_all,
        .list_by_application = balena_device_config_variable_get_all_by_application,
        .update = balena_device_config_variable_update,
        .remove = balena_device_config_variable_remove,
        .configures = 1,
        .of_device = 1,
    },
    {
        .name = "balena_application_env_variable_create",
        .create = balena_application_env_variable_create,
        .list = balena_application_env_variable_get_all,
        .update = balena_application_env_variable_update,
        .remove = balena_application_env_variable_remove,
    },
    {
        .name = "balena_device_env_variable_create",
        .create = balena_device_env_variable_create,
        .list = balena_device_env_variable_get_all,
        .list_by_application = balena_device_env_variable_get_all_by_application,
        .update = balena_device_env_variable_update,
        .remove = balena_device_env_variable_remove,
        .of_device = 1,
    },
    {
        .name = "balena_service_env_variable_create",
        .create = service_create,
        .list = balena_service_env_variable_get_all_by_application,
        .update = balena_service_env_variable_update,
        .remove = balena_service_env_variable_remove,
        .of_service = 1,
    },
    {
        .name = "balena_device_service_env_variable_create",
        .create = device_service_create,
        .list = balena_device_service_env_variable_get_all,
        .list_by_application = balena_device_service_env_variable_get_all_by_application,
        .update = balena_device_service_env_variable_update,
        .remove = balena_device_service_env_variable_remove,
        .of_device = 1,
        .of_service = 1,
    },
};

/* An application with a device and, on the simulator, a service. */
struct fleet {
  struct application application;
  struct device device;
};

static const char *owner(const struct kind *kind, const struct fleet *fleet) {
  return kind->of_device ? fleet->device.uuid : fleet->application.slug;
}

/* What the lists of a kind give: so many variables, of which the first has this name and value. */
static void lists(const balena_client *client, const struct kind *kind, const struct fleet *fleet, long count,
                  const char *name, const char *value) {
  const char *by_device[] = {fleet->device.uuid, fleet->device.id};
  const char *by_application[] = {fleet->application.slug, fleet->application.id, fleet->application.uuid};
  for (int i = 0; i < (kind->of_device ? 2 : 3); i++) {
    GIVES(BALENA_OK, kind->list(client, kind->of_device ? by_device[i] : by_application[i], NULL, &out));
    CHECK(count_of(out) == count);
    if (count) CHECK(is_at(out, "/0/name", name) && is_at(out, "/0/value", value));
  }
  for (int i = 0; kind->list_by_application && i < 3; i++) {
    GIVES(BALENA_OK, kind->list_by_application(client, by_application[i], NULL, &out));
    CHECK(count_of(out) == count);
    if (count) CHECK(is_at(out, "/0/name", name) && is_at(out, "/0/value", value));
  }
}

static int64_t made(const balena_client *client, const struct kind *kind, const char *owner, const char *name,
                    const char *value) {
  char id[24];
  GIVES(BALENA_OK, kind->create(client, owner, name, value, NULL, &out));
  CHECK(is_at(out, "/name", name) && is_at(out, "/value", value));
  copied(id, sizeof id, out, "/id");
  return strtoll(id, NULL, 10);
}

static void life(const balena_client *client, const struct kind *kind, const struct fleet *fleet,
                 const struct fleet *other) {
  const char *first = kind->configures ? "BALENA_HOST_A" : "_A1", *second = kind->configures ? "RESIN_HOST_B" : "b_2";
  const char *whose = owner(kind, fleet);
  lists(client, kind, fleet, 0, NULL, NULL);
  int64_t later = made(client, kind, whose, second, ""), id = made(client, kind, whose, first, TEXT);
  int64_t others = made(client, kind, owner(kind, other), first, "of the other");
  CHECK(id > 0 && later > 0 && id != later && others != id);
  GIVES(BALENA_CONFLICT, kind->create(client, whose, first, "x", NULL, &out));
  CHECK(is_at(out, "/http_status", "409"));
  lists(client, kind, fleet, 2, first, TEXT);

  GIVES(BALENA_OK, kind->list(client, whose, "{\"$filter\":\"value eq ''\",\"$select\":[\"name\",\"id\"]}", &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/name", second) && !is_at(out, "/0/value", ""));
  GIVES(BALENA_OK, kind->list(client, whose, "{\"$filter\":\"name eq @n\",\"@n\":\"O'Brien\"}", &out));
  IS("[]");
  GIVES(BALENA_OK, kind->list(client, whose, "{\"$orderby\":\"name desc\",\"$top\":1}", &out));
  CHECK(count_of(out) == 1 && is_at(out, "/0/name", second));

  GIVES(BALENA_OK, kind->update(client, later, TEXT, NULL, &out));
  IS("null");
  GIVES(BALENA_OK, kind->update(client, id, "", NULL, &out));
  lists(client, kind, fleet, 2, first, "");
  GIVES(BALENA_NOT_FOUND, kind->update(client, BEYOND_DOUBLES, "x", NULL, &out));
  CHECK(out && strstr(out, BEYOND_DOUBLES_TEXT));
  GIVES(BALENA_OK, kind->remove(client, BEYOND_DOUBLES, NULL, &out));
  IS("null");
  lists(client, kind, fleet, 2, first, "");
  lists(client, kind, other, 1, first, "of the other");

  GIVES(BALENA_OK, kind->remove(client, id, NULL, &out));
  IS("null");
  lists(client, kind, fleet, 1, second, TEXT);
  GIVES(BALENA_OK, kind->remove(client, id, NULL, &out));
  GIVES(BALENA_NOT_FOUND, kind->update(client, id, "x", NULL, &out));
  GIVES(BALENA_OK, kind->remove(client, later, NULL, &out));
  lists(client, kind, fleet, 0, NULL, NULL);
  lists(client, kind, other, 1, first, "of the other");
  GIVES(BALENA_OK, kind->remove(client, others, NULL, &out));
}

static void not_found(const balena_client *client, const struct kind *kind) {
  balena_code code = kind->of_device ? BALENA_DEVICE_NOT_FOUND : BALENA_APPLICATION_NOT_FOUND;
  const char *name = kind->configures ? "BALENA_X" : "X", *nobodies[] = {
    kind->of_device ? NO_DEVICE : NO_APPLICATION,
    kind->of_device ? "999999999" : NO_DEVICE,
    BEYOND_DOUBLES_TEXT,
  };
  for (int i = 0; i < 3; i++) {
    GIVES(code, kind->create(client, nobodies[i], name, "x", NULL, &out));
    CHECK(out && strstr(out, nobodies[i]));
    GIVES(code, kind->list(client, nobodies[i], NULL, &out));
    CHECK(out && strstr(out, nobodies[i]));
  }
  if (kind->list_by_application) {
    GIVES(BALENA_APPLICATION_NOT_FOUND, kind->list_by_application(client, NO_APPLICATION, NULL, &out));
    GIVES(BALENA_APPLICATION_NOT_FOUND, kind->list_by_application(client, NO_DEVICE, NULL, &out));
    GIVES(BALENA_APPLICATION_NOT_FOUND, kind->list_by_application(client, BEYOND_DOUBLES_TEXT, NULL, &out));
  }
  GIVES(BALENA_NOT_FOUND, kind->update(client, BEYOND_DOUBLES, "x", NULL, &out));
  GIVES(BALENA_OK, kind->remove(client, BEYOND_DOUBLES, NULL, &out));
}

static void refused(const balena_client *client, const struct kind *kind, const char *whose) {
  static const char *const names[] = {"", "1X", "A-B", "A B", "A.B", "\xc3\x84", "O'Brien", "A\n", "A\xff"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    GIVES(BALENA_INVALID_PARAMETER, kind->create(client, whose, names[i], "x", NULL, &out));
    CHECK(out && strstr(out, kind->configures ? "config_var_name" : "env_var_name"));
  }
  const char *name = kind->configures ? "BALENA_X" : "X", *reference = kind->of_device ? "device" : "application";
  if (kind->configures) {
    GIVES(BALENA_INVALID_PARAMETER, kind->create(client, whose, "HOST_A", "x", NULL, &out));
  } else {
    /* The service keeps these names for itself. */
    GIVES(BALENA_REQUEST_ERROR, kind->create(client, whose, "BALENA_X", "x", NULL, &out));
    CHECK(is_at(out, "/http_status", "400") && strstr(out, "BALENA_"));
  }
  GIVES(BALENA_INVALID_PARAMETER, kind->create(client, whose, name, "\xff", NULL, &out));
  CHECK(out && strstr(out, "value"));
  GIVES(BALENA_INVALID_PARAMETER, kind->create(client, "../x", name, "x", NULL, &out));
  CHECK(out && strstr(out, reference));
  GIVES(BALENA_INVALID_PARAMETER, kind->list(client, "", NULL, &out));
  CHECK(out && strstr(out, reference));
  GIVES(BALENA_INVALID_OPTION, kind->list(client, whose, "{\"$top\":-1}", &out));
  GIVES(BALENA_NON_ALLOWED_OPTION, kind->create(client, whose, name, "x", "{\"$top\":1}", &out));
  if (kind->list_by_application) {
    GIVES(BALENA_INVALID_PARAMETER, kind->list_by_application(client, "not an application", NULL, &out));
    CHECK(out && strstr(out, "application"));
  }
  for (int64_t id = -1; id <= 0; id++) {
    GIVES(BALENA_INVALID_PARAMETER, kind->update(client, id, "x", NULL, &out));
    CHECK(out && strstr(out, "var_id"));
    GIVES(BALENA_INVALID_PARAMETER, kind->remove(client, id, NULL, &out));
    CHECK(out && strstr(out, "var_id"));
  }
}

static void services(const balena_client *client, const struct fleet *fleet) {
  const char *application = fleet->application.id, *device = fleet->device.id;
  GIVES(BALENA_SERVICE_NOT_FOUND,
        balena_service_env_variable_create(client, application, "no'ne", "A", "x", NULL, &out));
  CHECK(out && strstr(out, "There is no service no'ne."));
  GIVES(BALENA_INVALID_PARAMETER, balena_service_env_variable_create(client, application, "", "A", "x", NULL, &out));
  GIVES(BALENA_SERVICE_NOT_FOUND,
        balena_device_service_env_variable_create(client, device, "no'ne", "A", "x", NULL, &out));
  CHECK(out && strstr(out, "There is no service no'ne."));
  GIVES(BALENA_INVALID_PARAMETER,
        balena_device_service_env_variable_create(client, device, "", "A", "x", NULL, &out));
  if (simulator("balena_device_service_env_variable_create", FAULTS)) {
    answers("GET", "/v7/service_install", 200, "{\"d\":[{\"id\":1},{\"id\":2}]}");
    GIVES(BALENA_AMBIGUOUS_DEVICE,
          balena_device_service_env_variable_create(client, device, "main", "A", "x", NULL, &out));
  }
}

static void system_variables(void) {
  static const char *const reserved[] = {"BALENA", "RESIN", "USER", "BALENA_", "RESIN_X"};
  static const char *const free_ones[] = {"USERS", "balena", "BALENAX", "", "O'Brien"};
  balena_client *nobody = client_with("");
  for (int i = 0; i < 5; i++) {
    GIVES(BALENA_OK, balena_application_env_variable_is_system_variable(nobody, reserved[i], &out));
    IS("true");
    GIVES(BALENA_OK, balena_application_env_variable_is_system_variable(nobody, free_ones[i], &out));
    IS("false");
  }
  GIVES(BALENA_INVALID_PARAMETER, balena_application_env_variable_is_system_variable(nobody, "\xff", &out));
  balena_free(nobody);
}

int main(void) {
  balena_client *client = client_with("");
  log_in(client);
  system_variables();
  struct fleet fleets[2];
  for (int i = 0; i < 2; i++) {
    fleets[i].application = made_application(client, "raspberrypi3");
    fleets[i].device = made_device(client, fleets[i].application.id);
  }
  services(client, fleets);
  int with_services = 0;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    const struct kind *kind = &kinds[i];
    int before = failed, possible = !kind->of_service || simulator(kind->name, "a way to make services");
    if (kind->of_service && possible && !with_services++) {
      for (int j = 0; j < 2; j++) made_service(client, &fleets[j].application, SERVICE);
    }
    if (possible) {
      life(client, kind, &fleets[0], &fleets[1]);
      refused(client, kind, owner(kind, fleets));
    }
    not_found(client, kind);
    if (failed > before) printf("those failed with %s and its like\n", kind->name);
  }
  for (int i = 0; i < 2; i++) {
    GIVES(BALENA_OK, balena_application_remove(client, fleets[i].application.slug, NULL, &out));
  }
  balena_string_free(out);
  balena_free(client);
  return report();
}
