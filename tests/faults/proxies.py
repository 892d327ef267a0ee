"""Proxies, and what goes past them."""

from urllib.parse import urlsplit

from matrix import check, check_same, error_of, result_of, row
from service import Proxy, Simulator, closed_port


def address(url):
    return urlsplit(url).netloc


@row(9, "HTTP(S)_PROXY, NO_PROXY (suffix, CIDR, *), proxy 407/refused")
def proxies(agent):
    """The API, a log's stream, an image and the server of updates are asked through the proxy of the environment or
    the options, but for what NO_PROXY lists as an address, a network, a domain or `*`; the supervisor never is. A
    proxy that wants another password or isn't there is an error, without the password, and nothing goes past it."""
    folder = agent.folder / "authority"
    with Simulator("--cloud", "--tls", str(folder), "--supervisor", devices=4) as simulator, Proxy() as proxy:
        secure = simulator.options(ca_file=str(folder / "ca.pem"))
        plain = {**secure, "api_endpoint": simulator.plain}
        through_all_kinds(agent, simulator, proxy, secure)
        past_it(agent, simulator, proxy, plain, secure)
        with Proxy("station:a-password") as strict:
            wrong_password(agent, simulator, strict, plain, secure)

        with closed_port() as nowhere:
            simulator.forget()
            for given, variable in ((plain, "HTTP_PROXY"), (secure, "HTTPS_PROXY"), (secure, "ALL_PROXY")):
                error = agent.error(given, "get_devices", environment={variable: nowhere})
                check_same(error["code"], "NETWORK", "a proxy that is not there")
            check_same(agent.error({**secure, "proxy": nowhere}, "get_devices")["code"], "NETWORK", "by the option")
            check_same(simulator.journal(), [], "requests past the proxy")


def through_all_kinds(agent, simulator, proxy, secure):
    connected = simulator.rows("device?$filter=is_connected_to_vpn%20eq%20true&$orderby=id%20asc&$top=1")
    device = connected[0]["uuid"]
    simulator.ask("PATCH", f"v7/device({connected[0]['id']})", {"os_version": "balenaOS 5.3.21", "os_variant": "prod"})
    simulator.ask("POST", "_logs", {"uuid": device, "lines": 1})
    api = address(simulator.endpoint)
    # A name that the proxy can't look up.
    actions = f"actions.devices.localhost:{api.split(':')[1]}"
    given = {**secure, "actions_endpoint": f"https://{actions}/"}
    for operation in (
        ["get_device", device],
        ["follow_logs", device, "1", {"count": 1}],
        ["download", {"deviceType": "raspberrypi3", "path": "os.img"}],
        ["ping_supervisor"],
        ["start_os_update", device, "6.0.24"],
    ):
        proxy.ask("DELETE", "_journal")
        environment = {"HTTPS_PROXY": proxy.endpoint, "HTTP_PROXY": proxy.endpoint, **simulator.supervisor}
        line = agent.run(given, operation, environment=environment)[-1]
        targets = set(proxy.targets())
        if operation[0] == "ping_supervisor":
            result_of(line)
            check_same(targets, set(), "the supervisor's proxy")
        elif operation[0] == "start_os_update":
            check_same(error_of(line)["code"], "NETWORK", "a name that the proxy does not know")
            check_same(targets, {api, actions}, "targets of an update")
        else:
            result_of(line)
            check_same(targets, {api}, f"targets of {operation[0]}")
    for more, environment in (
        ({}, {"https_proxy": address(proxy.endpoint)}),
        ({}, {"ALL_PROXY": proxy.endpoint}),
        ({"proxy": proxy.endpoint}, {}),
    ):
        proxy.ask("DELETE", "_journal")
        agent.result({**given, **more}, "get_device", device, environment=environment)
        check_same(proxy.targets(), [api], f"targets by {environment}")


def past_it(agent, simulator, proxy, plain, secure):
    named = {**plain, "api_endpoint": simulator.plain.replace("127.0.0.1", "api.devices.localhost")}
    for given, exceptions, past in (
        (plain, "", False),
        (plain, "127.0.0.1", True),
        (plain, "10.0.0.0/8, 127.0.0.0/8", True),
        (plain, "10.0.0.0/8,192.0.2.1", False),
        (plain, "*", True),
        (secure, "127.0.0.1", True),
        (secure, "*", True),
        (named, ".devices.localhost", True),
        (named, "example.org,localhost", True),
        (named, "*", True),
        (named, "ices.localhost", False),
    ):
        proxy.ask("DELETE", "_journal")
        environment = {"HTTP_PROXY": proxy.endpoint, "HTTPS_PROXY": proxy.endpoint, "NO_PROXY": exceptions}
        line = agent.run(given, ["get_devices"], environment=environment)[0]
        check_same(not proxy.targets(), past, f"past the proxy for NO_PROXY={exceptions}")
        if given is not named or past:
            result_of(line)
    # What a program of the web is told by whoever calls it.
    proxy.ask("DELETE", "_journal")
    agent.result(plain, "get_devices", environment={"HTTP_PROXY": proxy.endpoint, "REQUEST_METHOD": "GET"})
    agent.result({**plain, "proxy": None}, "get_devices", environment={"HTTP_PROXY": proxy.endpoint})
    check_same(proxy.targets(), [], "targets")


def wrong_password(agent, simulator, proxy, plain, secure):
    right = proxy.endpoint.replace("http://", "http://station:a-password@")
    wrong = proxy.endpoint.replace("http://", "http://station:another-password@")
    for given in (plain, secure):
        agent.result({**given, "proxy": right}, "get_devices")
        simulator.forget()
        for address_ in (wrong, proxy.endpoint):
            error = agent.error({**given, "proxy": address_}, "get_devices")
            seen = str(error)
            check("another-password" not in seen and "station" not in seen, "no password is told", error)
            if given is plain:
                check_same((error["code"], error["http_status"]), ("REQUEST_ERROR", 407), "refused by the proxy")
            else:
                check_same(error["code"], "NETWORK", "refused by the proxy")
                check("proxy" in seen.lower(), "it says by whom", error)
        check_same(simulator.journal(), [], "requests past the proxy")
