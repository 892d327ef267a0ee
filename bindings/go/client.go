package balena

// #include <balena.h>
import "C"

import "sync"

// Client is a client for one service and one account. Any number of goroutines may use it at once.
// [New] makes one; calls on the zero value fail with [ErrInvalidParameter].
type Client struct {
	Sections
	h *handle
}

// Options are the optional arguments of a call, by name; nil is none. They are sent through
// [encoding/json.Marshal], so any value that it takes will do.
type Options map[string]any

// New makes a client for one service and one account.
//
//   - options: nil for none, or with the keys api_endpoint (URL, balenaCloud's unless given),
//     api_version ("v7"), dashboard_url (URL, the one beside api_endpoint unless given), token
//     (session token or API key), data_directory (where a login and settings are kept, ~/.balena
//     unless given; nil keeps them in memory), timeout_ms (deadline of a call; 30000 until the
//     answer arrives unless given), connect_timeout_ms (10000), max_connections (64),
//     body_limit_bytes (longest answer that is taken, 1 GiB), ca_file (PEM file of the authorities
//     to trust instead of the system's, which SSL_CERT_FILE names too), proxy (URL; HTTP_PROXY,
//     HTTPS_PROXY and ALL_PROXY unless given, nil for none; NO_PROXY holds for all),
//     token_refresh_interval (age in milliseconds from which on a session token is exchanged for a
//     fresh one, a day), device_actions_endpoint_version ("v2"), actions_endpoint (URL of the server
//     that starts updates of devices and is told the token; the one that the service's configuration
//     names unless given. It is an option and nothing else).
//
// What is not given is taken from the environment, BALENA_API_ENDPOINT for api_endpoint and so on, and
// BALENA_API_KEY for token; then from the settings that [Settings.Set] keeps. Last comes the token in
// data_directory, where "balena login" leaves one too. A settings file that can't be read or
// understood is an error only where neither options nor environment say api_endpoint, so that no token
// goes to the wrong service; otherwise defaults stand in for it.
//
// Errors: [ErrInvalidParameter], [ErrNonAllowedOption], [ErrInvalidOption], [ErrMalformedToken],
// [ErrIO], [ErrWrongLibrary].
//
// Nothing is sent. Close the client when it is done with; one that is forgotten is closed when the
// garbage collector finds it.
func New(options Options) (*Client, error) {
	client, err := create(options)
	if err != nil {
		return nil, err
	}
	return newClient(client), nil
}

// With derives a client that shares the connections and the login of this one, and has a deadline
// and an end of its own. Each of the two is closed by itself, in any order.
//
//   - options: nil for none, or with the keys timeout_ms (deadline of a call; that of this client
//     unless given).
//
// To end a single call, a context is simpler.
func (c *Client) With(options Options) (*Client, error) {
	var h *handle
	if c != nil {
		h = c.h
	}
	parent, err := h.acquire()
	if err != nil {
		return nil, err
	}
	defer h.release()
	derived, err := derive(parent, options)
	if err != nil {
		return nil, err
	}
	return newClient(derived), nil
}

// Cancel ends what is under way on this client and on those derived from it, and all that follows on
// them: each call that has a request to make fails with [ErrCancelled]. The client that this one was
// derived from goes on. A cancelled client still has to be closed; cancelling a closed one does
// nothing.
func (c *Client) Cancel() {
	if c != nil && c.h != nil {
		c.h.cancel()
	}
}

// Close waits for the calls that are running and closes the connections, unless a derived client
// still has them. Calls from then on fail with [ErrClosed]. It may be called any number of times, and
// always gives nil. What is not worth waiting for is ended by [Client.Cancel] first.
func (c *Client) Close() error {
	if c != nil && c.h != nil {
		c.h.close()
	}
	return nil
}

// handle is what a client and its sections share. It stands apart from the client so that a section
// that outlives its client keeps the handle alive, and so that its finalizer is in no cycle.
type handle struct {
	mutex   sync.Mutex
	idle    sync.Cond
	running int
	closed  bool
	client  *C.balena_client
	// Those that are not over.
	subscriptions map[*Subscription]struct{}
}

// acquire gives the client to one call, which must release it.
func (h *handle) acquire() (*C.balena_client, error) {
	if h == nil {
		return nil, refusal("client", "was not made by New")
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.closed {
		return nil, ErrClosed
	}
	h.running++
	return h.client, nil
}

func (h *handle) release() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.running--
	if h.running == 0 {
		h.idle.Broadcast()
	}
}

// cancel ends the calls, also while close waits for them.
func (h *handle) cancel() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	C.balena_cancel(h.client)
}

// close frees the client once no call has it and its subscriptions are over. Whoever closes at the same time waits for that too.
func (h *handle) close() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.closed = true
	for h.running > 0 {
		h.idle.Wait()
	}
	h.mutex.Unlock()
	for s := range h.subscribed() {
		s.end(ErrClosed)
	}
	h.mutex.Lock()
	C.balena_free(h.client)
	h.client = nil
}
